package connectly.web.conversations;

import connectly.query.history.HistoryPage;
import connectly.query.history.HistoryQueries;
import connectly.query.history.MessageView;
import connectly.web.identity.Caller;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages")
final class MessagesController {
    private static final int LARGEST_PAGE = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Sending sending;
    private final Revising revising;
    private final HistoryQueries history;

    MessagesController(Sending sending, Revising revising, HistoryQueries history) {
        this.sending = sending;
        this.revising = revising;
        this.history = history;
    }

    record Sent(
            UUID messageId,
            UUID clientMessageId,
            @Nullable Long seq,
            Instant sentAt,
            @Nullable String checksum,
            String cursor) {}

    /** @param next the {@code after} of the newer page, {@code previous} the {@code before} of the older one */
    record Page(
            List<MessageView> items,
            @Nullable String next,
            @Nullable String previous) {}

    @PostMapping
    CompletableFuture<ResponseEntity<Sent>> send(
            @PathVariable UUID conversationId,
            @RequestBody MessageForm message,
            @AuthenticationPrincipal Caller caller) {
        return sending.send(caller.requireUser(), conversationId, message)
                .thenApply(sent -> ResponseEntity.status(sent.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(new Sent(
                                sent.messageId(),
                                sent.clientMessageId(),
                                sent.seq(),
                                sent.sentAt(),
                                sent.checksum(),
                                sent.cursor())));
    }

    @GetMapping
    Page page(
            @PathVariable UUID conversationId,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Caller caller) {
        checkRange("before", before, 1, Long.MAX_VALUE, "The first message of a conversation has seq 1.");
        checkRange("after", after, 0, Long.MAX_VALUE, "A seq is not negative.");
        checkRange("limit", (long) limit, 1, LARGEST_PAGE, "A page has 1 to 200 messages.");
        HistoryPage page = history.page(caller.requireUser(), conversationId, before, after, limit);
        return new Page(page.items(), text(page.next()), text(page.previous()));
    }

    @PatchMapping("/{messageId}")
    CompletableFuture<MessageView> edit(
            @PathVariable UUID conversationId,
            @PathVariable UUID messageId,
            @RequestBody EditForm edit,
            @AuthenticationPrincipal Caller caller) {
        UUID editor = caller.requireUser();
        return revising.edit(editor, conversationId, messageId, edit.body())
                .thenApply(revised -> history.one(editor, conversationId, messageId)
                        .filter(revised::isShownBy)
                        .orElseThrow(MessagesController::notReadableYet));
    }

    @DeleteMapping("/{messageId}")
    CompletableFuture<ResponseEntity<Void>> delete(
            @PathVariable UUID conversationId, @PathVariable UUID messageId, @AuthenticationPrincipal Caller caller) {
        return revising.delete(caller.requireUser(), conversationId, messageId)
                .thenApply(_ -> ResponseEntity.noContent().build());
    }

    private static ProblemException notReadableYet() {
        return Problem.of(ProblemCode.UNAVAILABLE)
                .detail("The edit is on disk, but cannot be read yet. The same call again shows it.")
                .retryAfter(PAUSE)
                .toException();
    }

    private static void checkRange(String field, @Nullable Long value, long least, long most, String rule) {
        if (value != null && (value < least || value > most)) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field(field, "out-of-range", rule)
                    .toException();
        }
    }

    private static @Nullable String text(@Nullable Long seq) {
        return seq == null ? null : seq.toString();
    }
}
