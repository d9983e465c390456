package connectly.web.presence;

import connectly.events.ConversationId;
import connectly.events.UserId;
import connectly.handlers.typing.AnnounceTyping;
import connectly.handlers.typing.TypingHeard;
import connectly.web.commands.Commands;
import connectly.web.connections.Frame;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the other members of a conversation that somebody is typing there. */
public final class Typing {
    private final Commands commands;
    private final Presence presence;
    private final PassingFrames frames;
    private final @Nullable TypingPace pace;

    /** @param pace null where nothing is limited */
    Typing(Commands commands, Presence presence, PassingFrames frames, @Nullable TypingPace pace) {
        this.commands = commands;
        this.presence = presence;
        this.frames = frames;
        this.pace = pace;
    }

    /**
     * Tells it, unless it comes too soon after the last or the user hides.
     *
     * @param on false when they type no longer
     * @return completed when it is told or left out; failed with a {@code ProblemException} when it was refused
     */
    public CompletableFuture<Void> show(UUID user, UUID conversation, boolean on) {
        Typist typist = new Typist(conversation, user);
        if (pace != null && !pace.allows(typist, on)) {
            return CompletableFuture.completedFuture(null);
        }
        return commands.send(new AnnounceTyping(new ConversationId(conversation), new UserId(user)), TypingHeard.class)
                .thenAccept(heard -> tell(typist, on, heard));
    }

    private void tell(Typist typist, boolean on, TypingHeard heard) {
        if (!presence.shows(typist.userId()) || (on && pace != null && !pace.allowsToShow(typist))) {
            return;
        }
        Frame frame = frames.typing(typist.conversationId(), typist.userId(), on);
        heard.by().forEach(member -> presence.tell(member.value(), typist, frame));
    }
}
