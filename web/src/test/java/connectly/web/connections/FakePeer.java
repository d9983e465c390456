package connectly.web.connections;

import connectly.web.identity.Caller;
import connectly.web.identity.Role;
import connectly.web.identity.Scope;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody with nothing on the other side, who goes when they are sent away. */
final class FakePeer implements Peer {
    private final Connections connections;
    private final Caller caller;
    private final String address;
    private final List<Ending> endings = new CopyOnWriteArrayList<>();
    private final AtomicInteger beats = new AtomicInteger();
    private volatile boolean busy;
    private volatile boolean broken;

    FakePeer(Connections connections, UUID user, String address) {
        this(connections, caller(user), address);
    }

    FakePeer(Connections connections, Caller caller, String address) {
        this.connections = connections;
        this.caller = caller;
        this.address = address;
    }

    static Caller caller(UUID user) {
        return new Caller(user, Caller.Kind.SESSION, UUID.randomUUID(), Set.of(Role.USER), Scope.ALL);
    }

    void setBusy(boolean newBusy) {
        busy = newBusy;
    }

    /** From now on a sign of life fails as it does when the memory is used up. */
    void breakDown() {
        broken = true;
    }

    /** How often it was asked for a sign of life. */
    int beats() {
        return beats.get();
    }

    List<Ending> endings() {
        return endings;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void beat() {
        beats.incrementAndGet();
        if (broken) {
            throw new OutOfMemoryError("as a test wants it");
        }
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public void end(Ending why) {
        endings.add(why);
        connections.remove(this);
    }
}
