package connectly.handlers;

import static java.util.Objects.requireNonNull;

import connectly.events.ChatEvent;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageSent;
import connectly.handlers.ChatOnDisk.Recorded;
import connectly.handlers.ModelWorld.Verdict;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a log in its order and holds what askers were told against the model. An operation that wrote something
 * must have been right just before its first event. One that wrote nothing must have been right at some position between
 * its begin and its end.
 */
final class ModelCheck {
    private final List<Recorded> log;
    private final Map<String, ModelOperation> operations = new HashMap<>();
    private final Map<String, List<Recorded>> written = new HashMap<>();
    private final Deque<ModelOperation> silent = new ArrayDeque<>();
    private final List<ModelOperation> unjustified = new ArrayList<>();
    private final ModelWorld world = new ModelWorld();
    private final List<String> faults = new ArrayList<>();

    private ModelCheck(List<Recorded> log, List<ModelOperation> asked) {
        this.log = log;
        asked.forEach(operation -> operations.put(operation.name(), operation));
        for (Recorded recorded : log) {
            if (recorded.operation() != null) {
                written.computeIfAbsent(recorded.operation(), _ -> new ArrayList<>())
                        .add(recorded);
            }
        }
        asked.stream()
                .filter(operation -> !operation.isGivenUp() && !written.containsKey(operation.name()))
                .sorted(Comparator.comparingLong(operation -> operation.begun().position()))
                .forEach(silent::add);
    }

    /** What is wrong, in words; nothing where all is well. */
    static List<String> faults(List<Recorded> log, List<ModelOperation> asked) {
        return new ModelCheck(log, asked).run();
    }

    private List<String> run() {
        justifySilent(0);
        long position = 0;
        for (Recorded recorded : log) {
            position++;
            if (recorded.position() != position) {
                faults.add("position %d where %d was to come".formatted(recorded.position(), position));
                return faults;
            }
            if (recorded.operation() != null) {
                checkWritten(recorded, written.getOrDefault(recorded.operation(), List.of()));
            }
            world.take(recorded.event());
            justifySilent(position);
        }
        unjustified.addAll(silent);
        unjustified.forEach(operation -> faults.add("never right: " + operation));
        return faults;
    }

    /** Every event is looked at; an operation is judged at its first one, before the model takes it. */
    private void checkWritten(Recorded recorded, List<Recorded> together) {
        ModelOperation operation = operations.get(recorded.operation());
        if (operation == null) {
            faults.add("nobody asked for " + recorded);
            return;
        }
        if (recorded.position() <= operation.begun().position()
                || recorded.position() > operation.ended().position()) {
            faults.add("not written while it was asked for: %s by %s".formatted(recorded, operation));
        }
        if (!together.getFirst().equals(recorded)) {
            return;
        }
        Instant time = timeOf(recorded.event());
        Verdict right = world.verdict(operation.command(), time);
        List<String> told =
                together.stream().map(each -> ModelWorld.told(each.event())).toList();
        if (right.refusal() != null || !right.effects().equals(told)) {
            faults.add("right was %s, but written was %s by %s".formatted(right, told, operation));
        }
        if (together.getLast().position() - recorded.position() != together.size() - 1) {
            faults.add("not written in one piece: " + together);
        }
        if (time.isBefore(operation.begun().time())
                || time.isAfter(operation.ended().time())) {
            faults.add("a wrong time: %s by %s".formatted(recorded, operation));
        }
        boolean answered = operation.isSaidToChange()
                && (!(recorded.event() instanceof MessageSent sent)
                        || accepted(sent, false).equals(operation.answer()));
        if (!answered) {
            faults.add("a wrong answer: %s for %s".formatted(operation, recorded));
        }
    }

    /** Judges the operations that were under way when the log had this head. */
    private void justifySilent(long position) {
        while (!silent.isEmpty() && silent.getFirst().begun().position() <= position) {
            unjustified.add(silent.removeFirst());
        }
        unjustified.removeIf(operation -> position <= operation.ended().position() && isRight(operation));
    }

    /** Time only ever ends a mute, so whatever was right in between was right at one of the two ends. */
    private boolean isRight(ModelOperation operation) {
        return isRightAt(operation, operation.begun().time())
                || isRightAt(operation, operation.ended().time());
    }

    private boolean isRightAt(ModelOperation operation, Instant time) {
        Verdict right = world.verdict(operation.command(), time);
        if (operation.refusal() != null) {
            return operation.refusal() == right.refusal();
        }
        return right.refusal() == null
                && right.effects().isEmpty()
                && !operation.isSaidToChange()
                && (!(operation.command() instanceof SendMessage send) || isFirstOutcome(send, operation.answer()));
    }

    private boolean isFirstOutcome(SendMessage send, @Nullable Object answer) {
        MessageSent first = world.message(send.senderId(), send.clientMessageId());
        return first != null && accepted(first, true).equals(answer);
    }

    private static MessageAccepted accepted(MessageSent sent, boolean repeated) {
        return new MessageAccepted(
                sent.messageId(), sent.clientMessageId(), sent.sentAt(), requireNonNull(sent.checksum()), repeated);
    }

    private static Instant timeOf(ChatEvent event) {
        return switch (event) {
            case MessageSent sent -> sent.sentAt();
            case MemberMuted muted -> muted.mutedAt();
            case MemberUnmuted unmuted -> unmuted.unmutedAt();
            case MemberJoined joined -> joined.joinedAt();
            case MemberLeft left -> left.leftAt();
            case MemberRoleChanged changed -> changed.changedAt();
            default -> throw new IllegalArgumentException("no command of the model writes " + event);
        };
    }
}
