package connectly.handlers;

import connectly.events.ClientMessageId;
import connectly.events.ConversationId;
import connectly.events.MessageId;
import connectly.events.UserId;
import connectly.handlers.joining.AddMember;
import connectly.handlers.leaving.RemoveMember;
import connectly.handlers.muting.MuteMember;
import connectly.handlers.muting.UnmuteMember;
import connectly.handlers.sending.SendMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one thread, the same for the same seed. Threads that are about as far as each other use the same client
 * ids and speak of the same few people, so they get into each other's way.
 */
final class ModelScript {
    /** The last of them has no account. */
    static final List<UserId> PEOPLE = numbered("person", 5).map(UserId::new).toList();

    /** The first so many people begin as moderators of every group. */
    static final int MODERATORS = 2;

    static final List<ConversationId> GROUPS =
            numbered("group", 2).map(ConversationId::new).toList();
    static final ConversationId DIRECT =
            new ConversationId(numbered("direct", 1).findFirst().orElseThrow());
    private static final ConversationId NOWHERE =
            new ConversationId(numbered("nowhere", 1).findFirst().orElseThrow());

    private static final int LONGEST_MUTE_MILLIS = 100;

    private final RandomGenerator random;
    private final Clock clock;
    private int step;

    ModelScript(RandomGenerator random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    private static Stream<UUID> numbered(String what, int count) {
        return IntStream.range(0, count).mapToObj(number -> named(what + number));
    }

    private static UUID named(String what) {
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    Object next() {
        step++;
        int choice = random.nextInt(100);
        if (choice < 46) {
            return send();
        }
        boolean surely = random.nextBoolean();
        ConversationId where = surely ? GROUPS.getFirst() : conversation();
        UserId actor = surely ? PEOPLE.getFirst() : actor();
        if (choice < 57) {
            return new MuteMember(where, person(), actor, until(), null);
        }
        if (choice < 68) {
            return new UnmuteMember(where, person(), actor);
        }
        if (choice < 72) {
            return removal(person(), actor);
        }
        return choice < 76 ? removal(actor, actor) : new AddMember(where, person(), actor);
    }

    /**
     * In the first group its founder stays, and moderates it surely; in the second somebody stays who begins as a plain
     * member and may succeed. So there is always somebody who can let the others in again.
     */
    private RemoveMember removal(UserId user, UserId actor) {
        ConversationId where = conversation();
        if (user.equals(PEOPLE.getFirst())) {
            where = GROUPS.getLast();
        } else if (user.equals(PEOPLE.get(MODERATORS))) {
            where = GROUPS.getFirst();
        }
        return new RemoveMember(where, user, actor);
    }

    /** A client id has its conversation, and mostly its one body. */
    private SendMessage send() {
        int number = step / 2 + random.nextInt(4);
        ConversationId where = GROUPS.get(number % GROUPS.size());
        if (number % 20 == 0) {
            where = conversation();
        }
        String body = random.nextInt(10) == 0 ? "something else" : "text " + number;
        return new SendMessage(
                MessageId.next(), where, person(), new ClientMessageId(named("client" + number)), body, null);
    }

    private @Nullable Instant until() {
        return random.nextBoolean()
                ? null
                : clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(random.nextInt(LONGEST_MUTE_MILLIS));
    }

    /** More often one who is likely to moderate. */
    private UserId actor() {
        return random.nextInt(4) == 0 ? person() : PEOPLE.get(random.nextInt(MODERATORS + 1));
    }

    private UserId person() {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }

    private ConversationId conversation() {
        int choice = random.nextInt(20);
        return switch (choice) {
            case 0 -> NOWHERE;
            case 1 -> DIRECT;
            default -> GROUPS.get(choice % GROUPS.size());
        };
    }
}
