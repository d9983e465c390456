package connectly.handlers;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.handlers.ChatOnDisk.Recorded;
import connectly.handlers.ModelOperation.Moment;
import connectly.handlers.muting.MuteMember;
import connectly.handlers.muting.MuteSettled;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of the model test finds what is wrong: each test spoils a story that was right. */
class ModelCheckTest {
    private static final ConversationId GROUP = ConversationId.next();
    private static final ClientMessageId KEY = new ClientMessageId(new UUID(1, 1));
    private static final ClientMessageId OTHER_KEY = new ClientMessageId(new UUID(1, 2));
    private static final MessageId FIRST = MessageId.next();
    private static final MessageId SECOND = MessageId.next();

    private final List<Recorded> log = new ArrayList<>();
    private final List<ModelOperation> asked = new ArrayList<>();

    /** Bob says hello, is muted, cannot say more, and is told again that he said hello. */
    @BeforeEach
    void tellTheStory() {
        write(null, new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        write(null, new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        write(null, new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW));
        write("hello", sent(FIRST, KEY));
        asked.add(told("hello", send(FIRST, KEY, "hello"), 3, 4, accepted(FIRST, KEY, false)));
        write("mute", new MemberMuted(GROUP, BOB, null, null, ANN, NOW));
        asked.add(told("mute", new MuteMember(GROUP, BOB, ANN, null, null), 3, 5, new MuteSettled(true)));
        asked.add(refused("more", send(SECOND, OTHER_KEY, "hello"), 4, 5, Reason.MUTED));
        asked.add(told("again", send(SECOND, KEY, "hello"), 5, 5, accepted(FIRST, KEY, true)));
    }

    @Test
    void theStoryIsRight() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void anAcknowledgedMessageThatIsMissingIsFound() {
        log.remove(3);
        Recorded mute = log.removeLast();
        log.add(new Recorded(4, mute.event(), mute.operation()));

        assertThat(faults()).anyMatch(fault -> fault.startsWith("never right: ") && fault.contains("name=hello"));
    }

    @Test
    void aGapInThePositionsIsFound() {
        log.remove(3);

        assertThat(faults()).containsExactly("position 5 where 4 was to come");
    }

    @Test
    void aMessageWrittenWhileItsSenderIsMutedIsFound() {
        write("more", sent(SECOND, OTHER_KEY));
        replace(told("more", send(SECOND, OTHER_KEY, "hello"), 4, 6, accepted(SECOND, OTHER_KEY, false)));

        assertThat(faults()).singleElement().asString().startsWith("right was Verdict[refusal=MUTED");
    }

    @Test
    void aSecondMessageOfTheSameClientIdIsFound() {
        asked.removeIf(operation -> operation.name().equals("mute"));
        log.removeLast();
        write("again", sent(SECOND, KEY));
        asked.removeIf(operation -> operation.name().equals("more"));
        replace(told("again", send(SECOND, KEY, "hello"), 4, 5, accepted(SECOND, KEY, false)));

        assertThat(faults()).singleElement().asString().startsWith("right was Verdict[refusal=null, effects=[]]");
    }

    @Test
    void anAnswerThatIsNotTheFirstOneIsFound() {
        replace(told("again", send(SECOND, KEY, "hello"), 5, 5, accepted(SECOND, KEY, true)));

        assertThat(faults()).singleElement().asString().startsWith("never right: ");
    }

    @Test
    void anAnswerThatIsNotTheMessageWrittenIsFound() {
        replace(told("hello", send(FIRST, KEY, "hello"), 3, 4, accepted(SECOND, KEY, false)));

        assertThat(faults()).singleElement().asString().startsWith("a wrong answer: ");
    }

    @Test
    void otherContentThatIsAcknowledgedIsFound() {
        replace(told("again", send(SECOND, KEY, "goodbye"), 5, 5, accepted(FIRST, KEY, true)));

        assertThat(faults()).singleElement().asString().startsWith("never right: ");
    }

    @Test
    void aRefusalThatWasRightOnlyLaterIsFound() {
        replace(refused("more", send(SECOND, OTHER_KEY, "hello"), 4, 4, Reason.MUTED));

        assertThat(faults()).singleElement().asString().startsWith("never right: ");
    }

    @Test
    void aRefusalOfWhatWasWrittenIsFound() {
        replace(refused("hello", send(FIRST, KEY, "hello"), 3, 4, Reason.MUTED));

        assertThat(faults()).singleElement().asString().startsWith("a wrong answer: ");
    }

    @Test
    void anEventThatNobodyAskedForIsFound() {
        asked.removeIf(operation -> operation.name().equals("mute"));

        assertThat(faults()).singleElement().asString().startsWith("nobody asked for ");
    }

    @Test
    void anEventWrittenAfterItsAnswerIsFound() {
        replace(told("mute", new MuteMember(GROUP, BOB, ANN, null, null), 3, 4, new MuteSettled(true)));

        assertThat(faults()).singleElement().asString().startsWith("not written while it was asked for: ");
    }

    private List<String> faults() {
        return ModelCheck.faults(log, asked);
    }

    private void write(@Nullable String operation, ChatEvent event) {
        log.add(new Recorded(log.size() + 1L, event, operation));
    }

    private void replace(ModelOperation operation) {
        asked.replaceAll(other -> other.name().equals(operation.name()) ? operation : other);
    }

    private static ModelOperation told(String name, Object command, long begun, long ended, Object answer) {
        return new ModelOperation(name, command, new Moment(begun, NOW), new Moment(ended, NOW), answer, null);
    }

    private static ModelOperation refused(String name, Object command, long begun, long ended, Reason reason) {
        return new ModelOperation(name, command, new Moment(begun, NOW), new Moment(ended, NOW), null, reason);
    }

    private static SendMessage send(MessageId id, ClientMessageId key, String body) {
        return new SendMessage(id, GROUP, BOB, key, body, null);
    }

    private static MessageSent sent(MessageId id, ClientMessageId key) {
        return new MessageSent(id, GROUP, BOB, key, "hello", null, NOW);
    }

    private static MessageAccepted accepted(MessageId id, ClientMessageId key, boolean repeated) {
        return new MessageAccepted(id, key, NOW, requireNonNull(sent(id, key).checksum()), repeated);
    }
}
