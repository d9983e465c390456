package connectly.web.receipts;

import connectly.web.identity.Caller;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the frame {@code received} says, for clients without a socket. */
@RestController
@RequestMapping("/api/v1/updates/received")
final class ReceivedController {
    private final Receipts receipts;

    ReceivedController(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Up to where a client has the updates, as it says, not trusted yet. */
    record ReceivedForm(@Nullable String cursor) {}

    @PutMapping
    CompletableFuture<ResponseEntity<Void>> received(
            @RequestBody ReceivedForm form, @AuthenticationPrincipal Caller caller) {
        return receipts.received(caller.requireUser(), form.cursor())
                .thenApply(_ -> ResponseEntity.noContent().build());
    }
}
