package connectly.web.receipts;

import connectly.web.identity.Caller;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/read")
final class ReadController {
    private final Receipts receipts;

    ReadController(Receipts receipts) {
        this.receipts = receipts;
    }

    /** How far somebody has read, as a client sends it, not trusted yet. */
    record ReadForm(@Nullable Long seq) {}

    @PutMapping
    CompletableFuture<ResponseEntity<Void>> read(
            @PathVariable UUID conversationId, @RequestBody ReadForm form, @AuthenticationPrincipal Caller caller) {
        return receipts.read(caller.requireUser(), conversationId, form.seq())
                .thenApply(_ -> ResponseEntity.noContent().build());
    }
}
