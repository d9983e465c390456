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
import connectly.events.MemberUnmuted;
import connectly.events.MessageDeleted;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.ReactionChanged;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann has said hello to Bob; Cyd is a stranger. */
class ReactingToMessagesTest {
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
    void aMemberReactsToAMessage() {
        annSaidHello()
                .when()
                .command(react(BOB, "👋"))
                .then()
                .resultMessagePayload(new MessageRevised(true, NOW))
                .events(changed(BOB, "👋", true, NOW));
    }

    @Test
    void theAuthorMayReactToo() {
        annSaidHello().when().command(react(ANN, "👋")).then().events(changed(ANN, "👋", true, NOW));
    }

    @Test
    void aReactionIsThereOnceAndWithdrawnOnce() {
        annSaidHello(reacted(BOB, "👋"))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .resultMessagePayload(new MessageRevised(false, null))
                .noEvents();
        annSaidHello(reacted(BOB, "👋"))
                .when()
                .command(withdraw(BOB, "👋"))
                .then()
                .events(changed(BOB, "👋", false, NOW));
        annSaidHello(reacted(BOB, "👋"), changed(BOB, "👋", false, EARLIER))
                .when()
                .command(withdraw(BOB, "👋"))
                .then()
                .noEvents();
        annSaidHello(reacted(BOB, "👋"), changed(BOB, "👋", false, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .events(changed(BOB, "👋", true, NOW));
    }

    @Test
    void theReactionOfAnotherIsAnother() {
        annSaidHello(reacted(ANN, "👋")).when().command(react(BOB, "👋")).then().events(changed(BOB, "👋", true, NOW));
    }

    @Test
    void nobodyWithdrawsTheReactionOfAnother() {
        annSaidHello(reacted(ANN, "👋"))
                .when()
                .command(withdraw(BOB, "👋"))
                .then()
                .noEvents();
    }

    @Test
    void aReactionWithAnotherEmojiIsAnother() {
        annSaidHello(reacted(BOB, "👋")).when().command(react(BOB, "👍")).then().events(changed(BOB, "👍", true, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "👋👋", "👋 "})
    void aReactionIsOneEmoji(String emoji) {
        annSaidHello()
                .when()
                .command(react(BOB, emoji))
                .then()
                .exception(CommandRejected.class, Reason.EMOJI_INVALID.name())
                .noEvents();
    }

    @Test
    void aMessageHasTwentyDifferentEmojisAtMost() {
        ChatEvent[] twenty = IntStream.range(0, ReactingToMessages.MOST_EMOJIS)
                .mapToObj(i -> reacted(ANN, Character.toString(0x1F600 + i)))
                .toArray(ChatEvent[]::new);
        annSaidHello(twenty)
                .when()
                .command(react(BOB, "👋"))
                .then()
                .exception(CommandRejected.class, Reason.TOO_MANY_EMOJIS.name())
                .noEvents();
        annSaidHello(twenty)
                .when()
                .command(react(BOB, Character.toString(0x1F600)))
                .then()
                .events(changed(BOB, Character.toString(0x1F600), true, NOW));
        annSaidHello(twenty)
                .when()
                .command(withdraw(ANN, Character.toString(0x1F600)))
                .then()
                .events(changed(ANN, Character.toString(0x1F600), false, NOW));
    }

    @Test
    void anErasedReactionIsAsIfItHadNeverBeen() {
        annSaidHello(new ReactionChanged(HELLO, GROUP, BOB, null, true, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .events(changed(BOB, "👋", true, NOW));
    }

    @Test
    void nobodyReactsToWhatIsDeleted() {
        annSaidHello(reacted(BOB, "👋"), new MessageDeleted(HELLO, GROUP, ANN, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .exception(CommandRejected.class, Reason.MESSAGE_DELETED.name())
                .noEvents();
    }

    @Test
    void whoIsMutedDoesNotReactUntilTheMuteIsLifted() {
        annSaidHello(new MemberMuted(GROUP, BOB, null, null, ANN, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name())
                .noEvents();
        annSaidHello(new MemberMuted(GROUP, BOB, null, null, ANN, EARLIER), new MemberUnmuted(GROUP, BOB, ANN, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .events(changed(BOB, "👋", true, NOW));
    }

    @Test
    void onlyMembersReact() {
        annSaidHello()
                .when()
                .command(react(CYD, "👋"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
        annSaidHello(new MemberLeft(GROUP, BOB, ANN, EARLIER))
                .when()
                .command(react(BOB, "👋"))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void theMessageMustBeThereAndInTheConversation() {
        annSaidHello()
                .when()
                .command(new ReactToMessage(UNHEARD_OF, GROUP, BOB, "👋", true))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_MESSAGE.name());
        annSaidHello()
                .when()
                .command(new ReactToMessage(HELLO, ELSEWHERE, BOB, "👋", true))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    private static ReactToMessage react(UserId user, String emoji) {
        return new ReactToMessage(HELLO, GROUP, user, emoji, true);
    }

    private static ReactToMessage withdraw(UserId user, String emoji) {
        return new ReactToMessage(HELLO, GROUP, user, emoji, false);
    }

    private static ReactionChanged reacted(UserId user, String emoji) {
        return changed(user, emoji, true, EARLIER);
    }

    private static ReactionChanged changed(UserId user, String emoji, boolean on, Instant when) {
        return new ReactionChanged(HELLO, GROUP, user, emoji, on, when);
    }

    private AxonTestPhase.Given annSaidHello(ChatEvent... since) {
        List<ChatEvent> events = new ArrayList<>(List.of(
                new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, EARLIER),
                new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, EARLIER),
                new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, EARLIER),
                new MessageSent(HELLO, GROUP, ANN, new ClientMessageId(new UUID(1, 2)), "hello", null, EARLIER)));
        events.addAll(List.of(since));
        return chat.given().events(events);
    }
}
