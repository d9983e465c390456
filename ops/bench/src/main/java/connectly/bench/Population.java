package connectly.bench;

import connectly.events.AccountKind;
import connectly.events.AccountRegistered;
import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberRole;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.handlers.sending.SendMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Who talks in every log of a run, and where. The same each time, so that one population fits the copy of a log. */
final class Population {
    /** Each has an account, and speaks in one conversation. */
    static final int PEOPLE = 256;

    private static final int CONVERSATIONS = 100;
    private static final String BODY = "A body of 200 bytes. ".repeat(10).substring(0, 200);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Population() {}

    /** What a log must begin with. */
    static List<ChatEvent> founding() {
        List<ChatEvent> events = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            String name = "person-" + person;
            events.add(new AccountRegistered(user(person), name, name, AccountKind.PERSON, START));
        }
        for (int i = 0; i < CONVERSATIONS; i++) {
            events.add(new ConversationCreated(
                    conversation(i), ConversationKind.GROUP, "Conversation " + i, null, user(i), START));
        }
        for (int person = 0; person < PEOPLE; person++) {
            events.add(
                    new MemberJoined(conversation(person), user(person), MemberRole.MEMBER, user(person), true, START));
        }
        return events;
    }

    /** The next messages of as many people, with bodies of 200 bytes. */
    static List<ChatEvent> messages(int count) {
        return IntStream.range(0, count)
                .<ChatEvent>mapToObj(Population::message)
                .toList();
    }

    static MessageSent message(int person) {
        return new MessageSent(
                MessageId.next(),
                conversation(person),
                user(person),
                new ClientMessageId(UUID.randomUUID()),
                BODY,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    static SendMessage command(int person) {
        return new SendMessage(
                MessageId.next(),
                conversation(person),
                user(person),
                new ClientMessageId(UUID.randomUUID()),
                BODY,
                null);
    }

    private static UserId user(int person) {
        return new UserId(new UUID(1, person % PEOPLE));
    }

    private static ConversationId conversation(int person) {
        return new ConversationId(new UUID(2, person % PEOPLE % CONVERSATIONS));
    }
}
