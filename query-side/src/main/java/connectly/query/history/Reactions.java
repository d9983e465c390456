package connectly.query.history;

import static connectly.readmodel.jooq.Tables.MESSAGE;
import static connectly.readmodel.jooq.Tables.REACTION;

import connectly.query.history.MessageView.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;

/** The reactions to some messages: of each the emojis, the oldest first, and whoever reacted with them, likewise. */
public final class Reactions {
    private final Map<UUID, SequencedMap<String, List<UUID>>> byMessage = new HashMap<>();

    private Reactions() {}

    /**
     * Reads the reactions to the messages of some rows, which have what {@link Messages#FIELDS} name. Where none has any,
     * it asks nothing.
     */
    public static Reactions to(List<? extends Record> rows, DSLContext tables) {
        Reactions reactions = new Reactions();
        List<UUID> messages = rows.stream()
                .filter(row -> row.get(MESSAGE.MESSAGE_ID) != null && row.get(MESSAGE.REACTIONS) > 0)
                .map(row -> row.get(MESSAGE.MESSAGE_ID))
                .distinct()
                .toList();
        if (!messages.isEmpty()) {
            tables.select(REACTION.MESSAGE_ID, REACTION.EMOJI, REACTION.USER_ID)
                    .from(REACTION)
                    .where(REACTION.MESSAGE_ID.in(messages))
                    .orderBy(REACTION.POSITION)
                    .forEach(row -> reactions.add(row.value1(), row.value2(), row.value3()));
        }
        return reactions;
    }

    private void add(UUID message, String emoji, UUID user) {
        byMessage
                .computeIfAbsent(message, _ -> new LinkedHashMap<>())
                .computeIfAbsent(emoji, _ -> new ArrayList<>())
                .add(user);
    }

    List<Reaction> of(UUID message) {
        return byMessage.getOrDefault(message, new LinkedHashMap<>()).entrySet().stream()
                .map(entry -> new Reaction(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
