package connectly.handlers.recording;

import connectly.events.ChatEvent;
import connectly.events.ConversationId;
import connectly.events.EventTag;
import connectly.events.EventType;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.ReceiptKind;
import connectly.events.ReceiptsRecorded;
import connectly.events.ReceiptsRecorded.Receipt;
import connectly.events.UserId;
import connectly.handlers.Criteria;
import connectly.handlers.Decision;
import connectly.handlers.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Members have receipts, and nobody else: who is gone by now is left out. What was recorded before is not looked at, so
 * that a decision takes no longer as a conversation grows old; whoever folds receipts keeps the highest.
 */
public final class RecordingReceipts implements UseCase<RecordReceipts, Attendance, ReceiptsSettled> {
    /** So many people are looked up one by one; for more, everybody's coming and going is read at once. */
    private static final int FEW = 32;

    private final Clock clock;

    public RecordingReceipts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<RecordReceipts> commandType() {
        return RecordReceipts.class;
    }

    @Override
    public EventCriteria relevantTo(RecordReceipts command) {
        ConversationId conversation = command.conversationId();
        Set<UserId> people = Stream.of(command.delivered(), command.read())
                .flatMap(receipts -> receipts.keySet().stream())
                .collect(Collectors.toSet());
        if (people.isEmpty() || people.size() > FEW) {
            return comingAndGoing(EventTag.conversation(conversation));
        }
        return EventCriteria.either(people.stream()
                .map(person -> comingAndGoing(EventTag.member(conversation, person)))
                .toList());
    }

    private static EventCriteria comingAndGoing(EventTag tag) {
        return Criteria.tagged(tag, EventType.MEMBER_JOINED, EventType.MEMBER_LEFT);
    }

    @Override
    public Attendance initialState(RecordReceipts command) {
        return Attendance.NOBODY;
    }

    @Override
    public Attendance evolve(Attendance attendance, ChatEvent event) {
        return switch (event) {
            case MemberJoined joined -> attendance.with(joined.userId());
            case MemberLeft left -> attendance.without(left.userId());
            default -> attendance;
        };
    }

    @Override
    public Decision<ReceiptsSettled> decide(RecordReceipts command, Attendance attendance) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<UserId, Boolean> members = attendance.now();
        List<Receipt> read = receipts(command.read(), members);
        List<Receipt> delivered = receipts(command.delivered(), members);
        delivered.removeIf(receipt -> command.read().getOrDefault(receipt.userId(), 0L) >= receipt.position());
        List<ChatEvent> events = new ArrayList<>();
        if (!delivered.isEmpty()) {
            events.add(new ReceiptsRecorded(command.conversationId(), ReceiptKind.DELIVERED, delivered, now));
        }
        if (!read.isEmpty()) {
            events.add(new ReceiptsRecorded(command.conversationId(), ReceiptKind.READ, read, now));
        }
        return new Decision<>(new ReceiptsSettled(!events.isEmpty()), events);
    }

    /** By user, so that the same command always gives the same events. */
    private static List<Receipt> receipts(Map<UserId, Long> positions, Map<UserId, Boolean> members) {
        return positions.entrySet().stream()
                .filter(entry -> members.getOrDefault(entry.getKey(), false))
                .map(entry -> new Receipt(entry.getKey(), entry.getValue()))
                .sorted((one, other) ->
                        one.userId().toString().compareTo(other.userId().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
