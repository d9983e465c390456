package connectly.web.commands;

import java.util.concurrent.CompletableFuture;

/** Sends commands to the decisions. */
public interface Commands {
    /**
     * Has a command decided and its events written. The caller's correlation id goes with it.
     *
     * @return completed with the result once the events are on disk; failed with a {@code ProblemException} when the
     *     command was rejected or the log cannot take it now, and with anything else when the outcome is unknown
     */
    <R> CompletableFuture<R> send(Object command, Class<R> resultType);
}
