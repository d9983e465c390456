package connectly.web.socket;

import connectly.web.identity.Scope;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has done what a frame asks for, and answers it by an ack or a reject. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    /** Commands of one socket that may wait for their acknowledgement. */
    private static final int MOST_UNANSWERED = 256;

    private final Frames frames;

    Answers(Frames frames) {
        this.frames = frames;
    }

    /**
     * Does what a frame asks for, if its socket may ask.
     *
     * @param command gives the ack, or fails with why not
     */
    void answer(Connection connection, InboundFrame frame, Supplier<CompletableFuture<String>> command) {
        if (!mayAsk(connection, frame)) {
            return;
        }
        if (connection.unanswered().incrementAndGet() > MOST_UNANSWERED) {
            connection.unanswered().decrementAndGet();
            reject(
                    connection,
                    frame,
                    ProblemCode.RATE_LIMITED,
                    "Too many messages of this socket wait for their acknowledgement.");
            return;
        }
        var _ = started(command).whenComplete((ack, failure) -> {
            connection.outbox().offer(failure == null ? ack : refusal(frame, failure));
            // Counted until its answer is on its way: a server that goes down waits for that.
            connection.unanswered().decrementAndGet();
        });
    }

    /**
     * Does what a frame asks for that gets no ack, if its socket may ask; only a refusal is answered. It does not count
     * as unanswered: receipts wait for their pause, and would use up the place of the messages.
     */
    void obey(Connection connection, InboundFrame frame, Supplier<CompletableFuture<Void>> command) {
        if (mayAsk(connection, frame)) {
            var _ = started(command).whenComplete((_, failure) -> {
                if (failure != null) {
                    connection.outbox().offer(refusal(frame, failure));
                }
            });
        }
    }

    private boolean mayAsk(Connection connection, InboundFrame frame) {
        boolean may = connection.caller().may(Scope.WRITE);
        if (!may) {
            reject(connection, frame, ProblemCode.FORBIDDEN, "This access token may only read.");
        }
        return may;
    }

    private String refusal(InboundFrame frame, Throwable failure) {
        return frames.reject(frame.id(), problem(failure));
    }

    /** A refusal before the command is sent becomes a failure like one after it, so both are answered alike. */
    private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void reject(Connection connection, InboundFrame frame, ProblemCode code, String detail) {
        connection
                .outbox()
                .offer(frames.reject(frame.id(), Problem.of(code).detail(detail).build()));
    }

    private static Problem problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof ProblemException expected) {
            return expected.problem();
        }
        Problem internal = Problem.of(ProblemCode.INTERNAL).build();
        log.error("what a frame asked for could not be done, correlation id {}", internal.correlationId(), cause);
        return internal;
    }

    void bad(Connection connection, @Nullable String id, String detail) {
        bad(
                connection,
                id,
                Problem.of(ProblemCode.VALIDATION_FAILED).detail(detail).build());
    }

    /** Answers what is no frame of the contract. Who sends too many of these is closed. */
    void bad(Connection connection, @Nullable String id, Problem problem) {
        connection.outbox().offer(frames.reject(id, problem));
        connection.bad();
    }
}
