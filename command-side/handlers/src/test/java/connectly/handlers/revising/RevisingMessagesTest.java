package connectly.handlers.revising;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.CYD;
import static connectly.handlers.Fixtures.NOW;

import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bob moderates a group with Ann, who has said hello; Cyd is a stranger. */
class RevisingMessagesTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final ConversationId ELSEWHERE = ConversationId.parse("019abcde-0000-7000-8000-00000000000d");
    private static final MessageId HELLO = MessageId.parse("019abcde-0000-7000-8000-0000000000a1");
    private static final MessageId UNHEARD_OF = MessageId.parse("019abcde-0000-7000-8000-0000000000a2");
    private static final Instant EARLIER = NOW.minusSeconds(60);

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void theAuthorEditsTheirMessage() {
        annSaidHello()
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .resultMessagePayload(new MessageRevised(true, NOW))
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello!", NOW));
    }

    @Test
    void theBodyThatItHasIsNoEdit() {
        annSaidHello()
                .when()
                .command(edit(ANN, "hello"))
                .then()
                .resultMessagePayload(new MessageRevised(false, null))
                .noEvents();
        annSaidHello(edited("hello!"))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .resultMessagePayload(new MessageRevised(false, EARLIER))
                .noEvents();
    }

    @Test
    void anEditCanBeTakenBackByAnother() {
        annSaidHello(edited("hello!"))
                .when()
                .command(edit(ANN, "hello"))
                .then()
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello", NOW));
    }

    @Test
    void nobodyButTheAuthorEditsNotEvenAModerator() {
        annSaidHello()
                .when()
                .command(edit(BOB, "hello!"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_THE_AUTHOR.name())
                .noEvents();
        annSaidHello()
                .when()
                .command(edit(BOB, "hello"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_THE_AUTHOR.name());
    }

    @Test
    void aMutedAuthorDoesNotEditUntilTheMuteIsLifted() {
        annSaidHello(new MemberMuted(GROUP, ANN, NOW.plusSeconds(1), null, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name())
                .noEvents();
        annSaidHello(new MemberMuted(GROUP, ANN, NOW, null, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello!", NOW));
        annSaidHello(new MemberMuted(GROUP, ANN, null, null, BOB, EARLIER), new MemberUnmuted(GROUP, ANN, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello!", NOW));
    }

    @Test
    void whoeverWasMutedAfterTheirEditIsToldThatItWasMade() {
        annSaidHello(edited("hello!"), new MemberMuted(GROUP, ANN, null, null, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .resultMessagePayload(new MessageRevised(false, EARLIER));
    }

    @Test
    void theMuteOfAnotherDoesNotMatter() {
        annSaidHello(new MemberMuted(GROUP, BOB, null, null, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello!", NOW));
    }

    @Test
    void anEditHasToBeWhatCouldBeSent() {
        annSaidHello()
                .when()
                .command(edit(ANN, " \n"))
                .then()
                .exception(CommandRejected.class, Reason.BODY_BLANK.name());
        annSaidHello()
                .when()
                .command(edit(ANN, "x".repeat(4_001)))
                .then()
                .exception(CommandRejected.class, Reason.BODY_TOO_LARGE.name());
        annSaidHello()
                .when()
                .command(edit(ANN, "\uD83D"))
                .then()
                .exception(CommandRejected.class, Reason.BODY_NOT_TEXT.name());
    }

    @Test
    void aDeletedMessageIsNotEditedAnyMore() {
        for (String body : List.of("hello", "hello!")) {
            annSaidHello(deletedBy(ANN))
                    .when()
                    .command(edit(ANN, body))
                    .then()
                    .exception(CommandRejected.class, Reason.MESSAGE_DELETED.name())
                    .noEvents();
        }
    }

    @Test
    void theAuthorDeletesTheirMessageEvenWhileMuted() {
        annSaidHello(new MemberMuted(GROUP, ANN, null, null, BOB, EARLIER))
                .when()
                .command(delete(ANN))
                .then()
                .resultMessagePayload(new MessageRevised(true, NOW))
                .events(new MessageDeleted(HELLO, GROUP, ANN, NOW));
    }

    @Test
    void aModeratorDeletesTheMessageOfAnother() {
        annSaidHello().when().command(delete(BOB)).then().events(new MessageDeleted(HELLO, GROUP, BOB, NOW));
    }

    @Test
    void whoeverWasMadeModeratorDeletesAndWhoeverIsNoneDoesNot() {
        annSaidHello(
                        new MemberJoined(GROUP, CYD, MemberRole.MEMBER, BOB, false, EARLIER),
                        new MemberRoleChanged(GROUP, CYD, MemberRole.MODERATOR, BOB, EARLIER))
                .when()
                .command(delete(CYD))
                .then()
                .events(new MessageDeleted(HELLO, GROUP, CYD, NOW));
        annSaidHello(new MemberJoined(GROUP, CYD, MemberRole.MEMBER, BOB, false, EARLIER))
                .when()
                .command(delete(CYD))
                .then()
                .exception(CommandRejected.class, Reason.NEITHER_AUTHOR_NOR_MODERATOR.name())
                .noEvents();
    }

    @Test
    void deletingAgainChangesNothing() {
        annSaidHello(edited("hello!"), deletedBy(ANN))
                .when()
                .command(delete(BOB))
                .then()
                .resultMessagePayload(new MessageRevised(false, EARLIER))
                .noEvents();
    }

    @Test
    void aFormerMemberRevisesNothing() {
        annSaidHello(new MemberLeft(GROUP, ANN, BOB, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
        annSaidHello(new MemberLeft(GROUP, ANN, BOB, EARLIER))
                .when()
                .command(delete(ANN))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void whoeverIsBackRevisesWhatTheySaidBefore() {
        annSaidHello(
                        new MemberLeft(GROUP, ANN, BOB, EARLIER),
                        new MemberJoined(GROUP, ANN, MemberRole.MEMBER, BOB, false, EARLIER))
                .when()
                .command(edit(ANN, "hello!"))
                .then()
                .events(new MessageEdited(HELLO, GROUP, ANN, "hello!", NOW));
    }

    @Test
    void aStrangerLearnsNothingOfAMessage() {
        for (MessageId message : List.of(HELLO, UNHEARD_OF)) {
            annSaidHello()
                    .when()
                    .command(new EditMessage(message, GROUP, CYD, "hello!"))
                    .then()
                    .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
            annSaidHello()
                    .when()
                    .command(new DeleteMessage(message, GROUP, CYD))
                    .then()
                    .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "019abcde-0000-7000-8000-00000000000c, 019abcde-0000-7000-8000-0000000000a2, UNKNOWN_MESSAGE",
        "019abcde-0000-7000-8000-00000000000d, 019abcde-0000-7000-8000-0000000000a1, UNKNOWN_MESSAGE",
        "019abcde-0000-7000-8000-00000000000e, 019abcde-0000-7000-8000-0000000000a1, UNKNOWN_CONVERSATION"
    })
    void aMessageIsRevisedInItsOwnConversationOnly(String conversation, String message, Reason reason) {
        ConversationId where = ConversationId.parse(conversation);
        MessageId which = MessageId.parse(message);
        ChatEvent[] elsewhere = {
            new ConversationCreated(ELSEWHERE, ConversationKind.GROUP, null, null, ANN, EARLIER),
            new MemberJoined(ELSEWHERE, ANN, MemberRole.MODERATOR, ANN, true, EARLIER)
        };
        annSaidHello(elsewhere)
                .when()
                .command(new EditMessage(which, where, ANN, "hello!"))
                .then()
                .exception(CommandRejected.class, reason.name())
                .noEvents();
        annSaidHello(elsewhere)
                .when()
                .command(new DeleteMessage(which, where, ANN))
                .then()
                .exception(CommandRejected.class, reason.name())
                .noEvents();
    }

    private static EditMessage edit(UserId editor, String body) {
        return new EditMessage(HELLO, GROUP, editor, body);
    }

    private static DeleteMessage delete(UserId user) {
        return new DeleteMessage(HELLO, GROUP, user);
    }

    private static MessageEdited edited(String body) {
        return new MessageEdited(HELLO, GROUP, ANN, body, EARLIER);
    }

    private static MessageDeleted deletedBy(UserId user) {
        return new MessageDeleted(HELLO, GROUP, user, EARLIER);
    }

    private AxonTestPhase.Given annSaidHello(ChatEvent... since) {
        List<ChatEvent> events = new ArrayList<>(List.of(
                new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, BOB, EARLIER),
                new MemberJoined(GROUP, BOB, MemberRole.MODERATOR, BOB, true, EARLIER),
                new MemberJoined(GROUP, ANN, MemberRole.MEMBER, BOB, true, EARLIER),
                new MessageSent(HELLO, GROUP, ANN, new ClientMessageId(new UUID(1, 2)), "hello", null, EARLIER)));
        events.addAll(List.of(since));
        return chat.given().events(events);
    }
}
