package connectly.handlers.sending;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.NOW;

import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberUnmuted;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.handlers.BodyPolicy;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendingMessagesTest {
    private static final ConversationId CONVERSATION = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final ConversationId ELSEWHERE = ConversationId.parse("019abcde-0000-7000-8000-00000000000d");
    private static final MessageId FIRST = MessageId.parse("019abcde-0000-7000-8000-0000000000a1");
    private static final MessageId SECOND = MessageId.parse("019abcde-0000-7000-8000-0000000000a2");
    private static final ClientMessageId KEY = ClientMessageId.parse("7f6f1c52-90a3-4d3e-9a3e-0f2f6f1c5290");
    private static final ClientMessageId OTHER_KEY = ClientMessageId.parse("7f6f1c52-90a3-4d3e-9a3e-0f2f6f1c5291");
    /** What `printf hello | sha256sum` prints. */
    private static final String HELLO_CHECKSUM = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void aMemberCanSend() {
        conversationWith(ANN)
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .resultMessagePayload(new MessageAccepted(FIRST, KEY, NOW, HELLO_CHECKSUM, false))
                .events(sent(FIRST, CONVERSATION, ANN, KEY, "hello"));
    }

    @Test
    void nobodyCanSendIntoAConversationThatDoesNotExist() {
        chat.given()
                .noPriorActivity()
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    @Test
    void aStrangerCannotSend() {
        conversationWith(BOB)
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void aMemberOfAnotherConversationCannotSend() {
        conversationWith(BOB, new MemberJoined(ELSEWHERE, ANN, MemberRole.MEMBER, ANN, true, NOW))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void aFormerMemberCannotSend() {
        conversationWith(ANN, new MemberLeft(CONVERSATION, ANN, BOB, NOW))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name())
                .noEvents();
    }

    @Test
    void aMutedMemberCannotSend() {
        conversationWith(ANN, muted(ANN, null))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name())
                .noEvents();
    }

    @Test
    void leavingAndJoiningAgainDoesNotLiftAMute() {
        conversationWith(
                        ANN,
                        muted(ANN, null),
                        new MemberLeft(CONVERSATION, ANN, ANN, NOW),
                        new MemberJoined(CONVERSATION, ANN, MemberRole.MEMBER, ANN, false, NOW))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name());
    }

    @Test
    void aMuteEndsAtItsTime() {
        conversationWith(ANN, muted(ANN, NOW))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .success();
    }

    @Test
    void aMuteHoldsUntilItsTime() {
        conversationWith(ANN, muted(ANN, NOW.plusMillis(1)))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name());
    }

    @Test
    void anUnmutedMemberCanSend() {
        conversationWith(ANN, muted(ANN, null), new MemberUnmuted(CONVERSATION, ANN, BOB, NOW))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .success();
    }

    @Test
    void theMuteOfSomebodyElseDoesNotMatter() {
        conversationWith(ANN, muted(BOB, null))
                .when()
                .command(send(FIRST, KEY, "hello"))
                .then()
                .success();
    }

    @Test
    void theSameMessageSentAgainAnswersTheFirstOutcome() {
        conversationWith(ANN, sent(FIRST, CONVERSATION, ANN, KEY, "hello"))
                .when()
                .command(send(SECOND, KEY, "hello"))
                .then()
                .resultMessagePayload(new MessageAccepted(FIRST, KEY, NOW, HELLO_CHECKSUM, true))
                .noEvents();
    }

    @Test
    void theFirstOutcomeIsAnsweredEvenToSomebodyMutedSince() {
        conversationWith(ANN, sent(FIRST, CONVERSATION, ANN, KEY, "hello"), muted(ANN, null))
                .when()
                .command(send(SECOND, KEY, "hello"))
                .then()
                .resultMessagePayload(new MessageAccepted(FIRST, KEY, NOW, HELLO_CHECKSUM, true))
                .noEvents();
    }

    @Test
    void theSameClientIdWithAnotherBodyIsRefused() {
        conversationWith(ANN, sent(FIRST, CONVERSATION, ANN, KEY, "hello"))
                .when()
                .command(send(SECOND, KEY, "goodbye"))
                .then()
                .exception(CommandRejected.class, Reason.DUPLICATE_WITH_OTHER_CONTENT.name())
                .noEvents();
    }

    @Test
    void theSameClientIdInAnotherConversationIsRefused() {
        conversationWith(ANN, sent(FIRST, ELSEWHERE, ANN, KEY, "hello"))
                .when()
                .command(send(SECOND, KEY, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.DUPLICATE_WITH_OTHER_CONTENT.name());
    }

    @Test
    void anotherSendersUseOfTheSameClientIdDoesNotMatter() {
        conversationWith(ANN, sent(FIRST, CONVERSATION, BOB, KEY, "hello"))
                .when()
                .command(send(SECOND, KEY, "hello"))
                .then()
                .events(sent(SECOND, CONVERSATION, ANN, KEY, "hello"));
    }

    @Test
    void aReplyNamesAMessageOfItsConversation() {
        conversationWith(ANN, sent(FIRST, CONVERSATION, BOB, OTHER_KEY, "hello"))
                .when()
                .command(new SendMessage(SECOND, CONVERSATION, ANN, KEY, "hi", FIRST))
                .then()
                .success();
    }

    @Test
    void aReplyToAMessageOfAnotherConversationIsRefused() {
        conversationWith(ANN, sent(FIRST, ELSEWHERE, BOB, OTHER_KEY, "hello"))
                .when()
                .command(new SendMessage(SECOND, CONVERSATION, ANN, KEY, "hi", FIRST))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_REPLY_TARGET.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00a0\u3000", "\u200d\u200b"})
    void aBodyWithNothingToSeeIsRefused(String body) {
        conversationWith(ANN)
                .when()
                .command(send(FIRST, KEY, body))
                .then()
                .exception(CommandRejected.class, Reason.BODY_BLANK.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken \ud83d", "nul \u0000"})
    void aBodyThatIsNotWholeTextIsRefused(String body) {
        conversationWith(ANN)
                .when()
                .command(send(FIRST, KEY, body))
                .then()
                .exception(CommandRejected.class, Reason.BODY_NOT_TEXT.name());
    }

    @Test
    void aBodyIsCountedInCodePoints() {
        String longest = "😀".repeat(BodyPolicy.LONGEST_BODY);
        conversationWith(ANN).when().command(send(FIRST, KEY, longest)).then().success();
        conversationWith(ANN)
                .when()
                .command(send(SECOND, OTHER_KEY, longest + "x"))
                .then()
                .exception(CommandRejected.class, Reason.BODY_TOO_LARGE.name());
    }

    private AxonTestPhase.Given conversationWith(UserId member, Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(new ConversationCreated(CONVERSATION, ConversationKind.GROUP, null, null, BOB, NOW));
        events.add(new MemberJoined(CONVERSATION, member, MemberRole.MEMBER, BOB, true, NOW));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }

    private static SendMessage send(MessageId id, ClientMessageId key, String body) {
        return new SendMessage(id, CONVERSATION, ANN, key, body, null);
    }

    private static MemberMuted muted(UserId user, @Nullable Instant until) {
        return new MemberMuted(CONVERSATION, user, until, null, BOB, NOW.minusSeconds(60));
    }

    private static MessageSent sent(
            MessageId id, ConversationId conversation, UserId sender, ClientMessageId key, String body) {
        return new MessageSent(id, conversation, sender, key, body, null, NOW);
    }
}
