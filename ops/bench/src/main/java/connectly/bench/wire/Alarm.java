package connectly.bench.wire;

import java.util.concurrent.locks.LockSupport;

/** Wakes a selector within tens of microseconds of a time; its own time-outs are whole milliseconds. */
final class Alarm implements AutoCloseable {
    private final Runnable bell;
    private final Thread thread;
    private volatile long at;
    private volatile boolean set;
    private volatile boolean closed;

    Alarm(Runnable bell) {
        this.bell = bell;
        thread = Thread.ofPlatform().daemon().name("alarm").start(this::watch);
    }

    /** Rings once at {@code nanos} of {@link System#nanoTime()}, instead of when it was to ring before. */
    void set(long nanos) {
        at = nanos;
        set = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!closed) {
            if (!set) {
                LockSupport.park(this);
                continue;
            }
            long left = at - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                set = false;
                bell.run();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
