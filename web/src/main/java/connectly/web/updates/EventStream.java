package connectly.web.updates;

import connectly.web.connections.Ending;
import connectly.web.connections.Outbox;
import connectly.web.connections.Peer;
import connectly.web.identity.Caller;

/** One event stream, as the registry of all connections sees it. */
record EventStream(Caller caller, String address, Outbox outbox) implements Peer {
    @Override
    public void beat() {
        outbox.ping();
    }

    @Override
    public void end(Ending why) {
        if (why == Ending.RESTARTING) {
            outbox.closeAfterwards(why);
        } else {
            outbox.close(why);
        }
    }
}
