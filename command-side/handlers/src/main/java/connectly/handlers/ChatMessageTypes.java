package connectly.handlers;

import connectly.events.ChatEvent;
import connectly.events.EventType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;

/** Events have the frozen names of {@link EventType}; a command, which never leaves the process, has its class name. */
final class ChatMessageTypes implements MessageTypeResolver {
    private static final Map<Class<? extends ChatEvent>, MessageType> EVENTS = Arrays.stream(EventType.values())
            .collect(Collectors.toUnmodifiableMap(
                    EventType::payload, type -> new MessageType(type.eventName(), type.version())));

    @Override
    public Optional<MessageType> resolve(Class<?> payloadType) {
        MessageType event = EVENTS.get(payloadType);
        return Optional.of(event == null ? new MessageType(payloadType) : event);
    }
}
