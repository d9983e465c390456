package connectly.web.conversations;

import connectly.web.identity.Caller;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own reactions to messages. */
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}")
final class ReactionsController {
    private final Revising revising;

    ReactionsController(Revising revising) {
        this.revising = revising;
    }

    @PutMapping
    CompletableFuture<ResponseEntity<Void>> react(
            @PathVariable UUID conversationId,
            @PathVariable UUID messageId,
            @PathVariable String emoji,
            @AuthenticationPrincipal Caller caller) {
        return changed(caller, conversationId, messageId, emoji, true);
    }

    @DeleteMapping
    CompletableFuture<ResponseEntity<Void>> withdraw(
            @PathVariable UUID conversationId,
            @PathVariable UUID messageId,
            @PathVariable String emoji,
            @AuthenticationPrincipal Caller caller) {
        return changed(caller, conversationId, messageId, emoji, false);
    }

    private CompletableFuture<ResponseEntity<Void>> changed(
            Caller caller, UUID conversationId, UUID messageId, String emoji, boolean on) {
        return revising.react(caller.requireUser(), conversationId, messageId, emoji, on)
                .thenApply(_ -> ResponseEntity.noContent().build());
    }
}
