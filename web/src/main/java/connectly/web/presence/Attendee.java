package connectly.web.presence;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Somebody with sockets, or who had some a moment ago. What they are is a function of their sockets and the time, worked
 * out by {@link #settle}, which one thread calls again and again.
 */
final class Attendee {
    /** A user without sockets stays as they were for so long: who comes back meanwhile was never gone. */
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Device> devices = new CopyOnWriteArrayList<>();
    private volatile boolean hidden;
    private volatile State state = State.OFFLINE;
    private State told = State.OFFLINE;
    private boolean gone;
    private long goneSince;

    Attendee(boolean hidden) {
        this.hidden = hidden;
    }

    void add(Device device) {
        devices.add(device);
    }

    List<Device> devices() {
        return devices;
    }

    boolean isHidden() {
        return hidden;
    }

    void setHidden(boolean newHidden) {
        hidden = newHidden;
    }

    /** What others see of them. */
    State shown() {
        return hidden ? State.OFFLINE : state;
    }

    /** Works out what they are now. Returns whether others see another state than after the last time. */
    boolean settle(long now) {
        devices.removeIf(Device::isGone);
        state = stateAt(now);
        State before = told;
        told = shown();
        return told != before;
    }

    private State stateAt(long now) {
        List<Device> counting = devices.stream().filter(Device::counts).toList();
        if (counting.isEmpty()) {
            if (!gone) {
                gone = true;
                goneSince = now;
            }
            return now - goneSince < GRACE_NANOS ? state : State.OFFLINE;
        }
        gone = false;
        return counting.stream().anyMatch(device -> device.isActiveAt(now)) ? State.ONLINE : State.AWAY;
    }

    /** Nothing is left to remember. */
    boolean isOver() {
        return devices.isEmpty() && state == State.OFFLINE;
    }
}
