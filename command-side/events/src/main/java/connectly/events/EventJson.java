package connectly.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an event stands in the log: a JSON object of the record's components, ids as text, times as RFC 3339 UTC, null
 * components left out. It is written in two parts, the {@link Sealed} components being an object of their own; put
 * together they are one object again.
 */
public final class EventJson {
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private static final JsonMapper MAPPER = mapper(false);
    private static final ObjectWriter OPEN = mapper(true).writerWithView(Open.class);
    private static final ObjectWriter SEALED = MAPPER.writerWithView(Sealed.Content.class);
    private static final Map<EventType, ObjectReader> READERS = readers();

    private EventJson() {}

    /** The view of an event without its sealed components. */
    private interface Open {}

    /** @param unmarked whether a component without {@link Sealed} belongs to every view, or to none */
    private static JsonMapper mapper(boolean unmarked) {
        return JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                // What this version does not know it must not drop in silence: a new component is a new version.
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .configure(MapperFeature.DEFAULT_VIEW_INCLUSION, unmarked)
                .build();
    }

    private static Map<EventType, ObjectReader> readers() {
        Map<EventType, ObjectReader> readers = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            readers.put(type, MAPPER.readerFor(type.payload()));
        }
        return readers;
    }

    /** The components that stay for ever, as UTF-8 JSON. */
    public static byte[] open(ChatEvent event) {
        return OPEN.writeValueAsBytes(event);
    }

    /** The components that can be erased, as UTF-8 JSON; null where the event has none. */
    public static byte @Nullable [] sealed(ChatEvent event) {
        if (event.content() == null) {
            return null;
        }
        byte[] sealed = SEALED.writeValueAsBytes(event);
        return sealed.length == EMPTY_OBJECT.length ? null : sealed;
    }

    /**
     * Reads an event of any version up to the current one.
     *
     * @param sealed the sealed components; null where there are none or they are erased
     * @throws UnknownEventException when a newer version of Connectly wrote it
     * @throws tools.jackson.core.JacksonException when the JSON does not have the shape of that version
     */
    public static ChatEvent read(String eventName, String version, byte[] open, byte @Nullable [] sealed) {
        EventType type = EventType.named(eventName, version);
        ObjectReader reader = requireNonNull(READERS.get(type));
        byte[] whole = sealed == null ? open : together(open, sealed);
        if (version.equals(type.version())) {
            return reader.readValue(whole);
        }
        ObjectNode payload = (ObjectNode) MAPPER.readTree(whole);
        return reader.readValue(Upcasters.lift(type, Integer.parseInt(version), payload));
    }

    /** Both are objects as {@link #open} and {@link #sealed} write them, so the braces between them become a comma. */
    private static byte[] together(byte[] open, byte[] sealed) {
        if (open.length == EMPTY_OBJECT.length) {
            return sealed;
        }
        byte[] whole = new byte[open.length + sealed.length - 1];
        System.arraycopy(open, 0, whole, 0, open.length - 1);
        System.arraycopy(sealed, 0, whole, open.length - 1, sealed.length);
        whole[open.length - 1] = ',';
        return whole;
    }
}
