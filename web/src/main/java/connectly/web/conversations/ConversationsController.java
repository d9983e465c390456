package connectly.web.conversations;

import connectly.handlers.conversing.ConversationOpened;
import connectly.query.Page;
import connectly.query.conversations.ConversationQueries;
import connectly.query.conversations.ConversationView;
import connectly.web.commands.Commands;
import connectly.web.feed.ReadModelClock;
import connectly.web.identity.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations")
final class ConversationsController {
    private final Commands commands;
    private final ConversationQueries conversations;
    private final ReadModelClock clock;

    ConversationsController(Commands commands, ConversationQueries conversations, ReadModelClock clock) {
        this.commands = commands;
        this.conversations = conversations;
        this.clock = clock;
    }

    record Created(
            UUID conversationId, String kind, @Nullable String title, Instant createdAt) {}

    /** Answers once the conversation can be read, so that what the client asks next finds it. */
    @PostMapping
    CompletableFuture<ResponseEntity<Created>> create(
            @RequestBody ConversationForm conversation, @AuthenticationPrincipal Caller caller) {
        return commands.send(conversation.checked(caller.requireUser()), ConversationOpened.class)
                .thenCompose(opened -> clock.caughtUp().thenApply(_ -> answer(opened)));
    }

    @GetMapping
    Page<ConversationView> mine(@RequestParam @Nullable Long after, @AuthenticationPrincipal Caller caller) {
        return conversations.of(caller.requireUser(), after);
    }

    @GetMapping("/{conversationId}")
    ConversationView one(@PathVariable UUID conversationId, @AuthenticationPrincipal Caller caller) {
        return conversations.one(caller.requireUser(), conversationId);
    }

    private static ResponseEntity<Created> answer(ConversationOpened opened) {
        return ResponseEntity.status(opened.existing() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(new Created(
                        opened.conversationId().value(),
                        opened.kind().name().toLowerCase(Locale.ROOT),
                        opened.title(),
                        opened.createdAt()));
    }
}
