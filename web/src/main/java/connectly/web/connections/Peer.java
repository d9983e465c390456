package connectly.web.connections;

import connectly.web.identity.Caller;

/** Somebody who takes a place among the {@link Connections}. */
public interface Peer {
    /** Who it is; a caller with a user. */
    Caller caller();

    /** Where they are, as limits count addresses. */
    String address();

    /** Every 25 seconds: gives the other side a sign of life, or gives it up. */
    void beat();

    /** Whether it has asked for something that is not answered yet. */
    default boolean isBusy() {
        return false;
    }

    /** Ends the connection. Must neither block nor throw; harmless when it has ended before. */
    void end(Ending why);
}
