package connectly.web.config;

import connectly.eventlog.EventLogException;
import connectly.eventlog.LogBusyException;
import connectly.handlers.CommandRejected;
import connectly.web.commands.Commands;
import connectly.web.commands.Rejections;
import connectly.web.correlation.Correlation;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.Metadata;

/** Sends commands through Axon, and gives its failures the edge's words. */
final class AxonCommands implements Commands {
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    private final CommandGateway gateway;

    AxonCommands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
        String correlationId = Correlation.current();
        return gateway.send(command, Metadata.from(Map.of(Correlation.KEY, correlationId)))
                .resultAs(resultType)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(Correlation.with(correlationId, () -> worded(failure))));
    }

    private static Throwable worded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CommandRejected rejected -> {
                    return new ProblemException(Rejections.problem(rejected.reason()));
                }
                case LogBusyException _ -> {
                    return Problem.of(ProblemCode.UNAVAILABLE)
                            .detail("The server has more to write than it can just now. Nothing was written.")
                            .retryAfter(BUSY_PAUSE)
                            .toException();
                }
                case EventLogException _ -> {
                    return Problem.of(ProblemCode.UNAVAILABLE)
                            .detail("The server could not write it. Send the same again once the server is well.")
                            .toException();
                }
                case AppendEventsTransactionRejectedException _ -> {
                    return Problem.of(ProblemCode.UNAVAILABLE)
                            .detail("Others change the same just now. Nothing was written.")
                            .retryAfter(BUSY_PAUSE)
                            .toException();
                }
                default -> {}
            }
        }
        return failure;
    }
}
