package connectly.web.conversations;

import connectly.events.ConversationId;
import connectly.events.UserId;
import connectly.handlers.joining.AddMember;
import connectly.handlers.joining.MemberAdded;
import connectly.handlers.leaving.MemberRemoved;
import connectly.handlers.leaving.RemoveMember;
import connectly.handlers.muting.MuteSettled;
import connectly.handlers.muting.UnmuteMember;
import connectly.web.commands.Commands;
import connectly.web.feed.ReadModelClock;
import connectly.web.identity.Caller;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who is in a conversation, and who may not write there. Each call says how it is to be, so the same call again is
 * answered alike; and it is answered once that can be read.
 */
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}")
final class MembersController {
    private final Commands commands;
    private final ReadModelClock clock;

    MembersController(Commands commands, ReadModelClock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @PutMapping("/members/{userId}")
    CompletableFuture<ResponseEntity<Void>> add(
            @PathVariable UUID conversationId, @PathVariable UUID userId, @AuthenticationPrincipal Caller caller) {
        AddMember command =
                new AddMember(new ConversationId(conversationId), new UserId(userId), new UserId(caller.requireUser()));
        return done(command, MemberAdded.class);
    }

    @DeleteMapping("/members/{userId}")
    CompletableFuture<ResponseEntity<Void>> remove(
            @PathVariable UUID conversationId, @PathVariable UUID userId, @AuthenticationPrincipal Caller caller) {
        RemoveMember command = new RemoveMember(
                new ConversationId(conversationId), new UserId(userId), new UserId(caller.requireUser()));
        return done(command, MemberRemoved.class);
    }

    /** @param mute null, as when there is no body: without an end and without a reason */
    @PutMapping("/mutes/{userId}")
    CompletableFuture<ResponseEntity<Void>> mute(
            @PathVariable UUID conversationId,
            @PathVariable UUID userId,
            @RequestBody(required = false) @Nullable MuteForm mute,
            @AuthenticationPrincipal Caller caller) {
        MuteForm form = mute == null ? MuteForm.PLAIN : mute;
        return done(form.checked(conversationId, userId, caller.requireUser()), MuteSettled.class);
    }

    @DeleteMapping("/mutes/{userId}")
    CompletableFuture<ResponseEntity<Void>> unmute(
            @PathVariable UUID conversationId, @PathVariable UUID userId, @AuthenticationPrincipal Caller caller) {
        UnmuteMember command = new UnmuteMember(
                new ConversationId(conversationId), new UserId(userId), new UserId(caller.requireUser()));
        return done(command, MuteSettled.class);
    }

    private CompletableFuture<ResponseEntity<Void>> done(Object command, Class<?> resultType) {
        return commands.send(command, resultType)
                .thenCompose(_ -> clock.caughtUp())
                .thenApply(_ -> ResponseEntity.noContent().build());
    }
}
