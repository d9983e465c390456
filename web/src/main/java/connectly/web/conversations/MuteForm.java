package connectly.web.conversations;

import connectly.events.ConversationId;
import connectly.events.UserId;
import connectly.handlers.muting.MuteMember;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mute as a client asks for it, not trusted yet. What its end and its reason may be is the decision's to say.
 *
 * @param until when it ends by itself, RFC 3339; null for never
 */
record MuteForm(@Nullable String until, @Nullable String reason) {
    static final MuteForm PLAIN = new MuteForm(null, null);

    MuteMember checked(UUID conversation, UUID user, UUID moderator) {
        Fields fields = new Fields();
        Instant end = until == null ? null : time(fields, until);
        fields.throwIfAny();
        return new MuteMember(new ConversationId(conversation), new UserId(user), new UserId(moderator), end, reason);
    }

    private static @Nullable Instant time(Fields fields, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            fields.wrong("until", "malformed", "This is not a time of RFC 3339, such as 2026-11-24T10:00:00.000Z.");
            return null;
        }
    }

    /** Not the reason: it must not reach a log. */
    @Override
    public String toString() {
        return "MuteForm[" + until + "]";
    }
}
