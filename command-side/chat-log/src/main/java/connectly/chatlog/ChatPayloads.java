package connectly.chatlog;

import connectly.eventlog.EncodedPayload;
import connectly.eventlog.PayloadCodec;
import connectly.eventlog.sealing.ContentScope;
import connectly.events.ChatEvent;
import connectly.events.ConversationId;
import connectly.events.EventJson;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.UnknownEventException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the log what the events of the chat are made of. */
final class ChatPayloads implements PayloadCodec {
    @Override
    public EncodedPayload encode(Object payload) {
        if (!(payload instanceof ChatEvent event)) {
            throw new IllegalArgumentException("no event of the chat: " + payload.getClass());
        }
        byte[] sealed = EventJson.sealed(event);
        connectly.events.ContentScope content = event.content();
        return sealed == null || content == null
                ? EncodedPayload.open(EventJson.open(event))
                : new EncodedPayload(EventJson.open(event), sealed, scope(content));
    }

    private static ContentScope scope(connectly.events.ContentScope content) {
        ConversationId conversation = content.conversation();
        return new ContentScope(content.author().toString(), conversation == null ? null : conversation.toString());
    }

    @Override
    public ChatEvent decode(String eventName, String version, byte[] open, byte @Nullable [] content) {
        return EventJson.read(eventName, version, open, content);
    }

    @Override
    public boolean knows(String eventName, String version) {
        try {
            var _ = EventType.named(eventName, version);
            return true;
        } catch (UnknownEventException e) {
            return false;
        }
    }

    @Override
    public Set<String> privateTags() {
        return EventTag.PRIVATE;
    }
}
