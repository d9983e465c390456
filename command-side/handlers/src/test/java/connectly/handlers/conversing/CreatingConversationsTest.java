package connectly.handlers.conversing;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.CYD;
import static connectly.handlers.Fixtures.NOW;
import static connectly.handlers.Fixtures.account;

import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.DirectPair;
import connectly.events.MemberJoined;
import connectly.events.MemberRole;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatingConversationsTest {
    private static final ConversationId FIRST = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final ConversationId SECOND = ConversationId.parse("019abcde-0000-7000-8000-00000000000d");

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void aGroupBeginsWithItsCreatorAsModerator() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"), account(CYD, "cyd"))
                .when()
                .command(group("plans", ANN, BOB, CYD))
                .then()
                .resultMessagePayload(new ConversationOpened(FIRST, ConversationKind.GROUP, "plans", NOW, false))
                .events(
                        new ConversationCreated(FIRST, ConversationKind.GROUP, "plans", null, ANN, NOW),
                        new MemberJoined(FIRST, ANN, MemberRole.MODERATOR, ANN, true, NOW),
                        new MemberJoined(FIRST, BOB, MemberRole.MEMBER, ANN, true, NOW),
                        new MemberJoined(FIRST, CYD, MemberRole.MEMBER, ANN, true, NOW));
    }

    @Test
    void nobodyIsAMemberTwiceHoweverOftenNamed() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"))
                .when()
                .command(group(null, ANN, BOB, ANN, BOB))
                .then()
                .events(
                        new ConversationCreated(FIRST, ConversationKind.GROUP, null, null, ANN, NOW),
                        new MemberJoined(FIRST, ANN, MemberRole.MODERATOR, ANN, true, NOW),
                        new MemberJoined(FIRST, BOB, MemberRole.MEMBER, ANN, true, NOW));
    }

    @Test
    void aDirectConversationHasTwoEqualMembers() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"))
                .when()
                .command(direct(FIRST, BOB, ANN))
                .then()
                .events(
                        new ConversationCreated(
                                FIRST, ConversationKind.DIRECT, null, DirectPair.of(ANN, BOB), BOB, NOW),
                        new MemberJoined(FIRST, BOB, MemberRole.MEMBER, BOB, true, NOW),
                        new MemberJoined(FIRST, ANN, MemberRole.MEMBER, BOB, true, NOW));
    }

    @Test
    void aSecondDirectConversationOfTheSameTwoIsTheFirstWhoeverBeginsIt() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"))
                .command(direct(FIRST, ANN, BOB))
                .when()
                .command(direct(SECOND, BOB, ANN))
                .then()
                .resultMessagePayload(new ConversationOpened(FIRST, ConversationKind.DIRECT, null, NOW, true))
                .noEvents();
    }

    @Test
    void aDirectConversationWithAThirdPersonIsAnotherOne() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"), account(CYD, "cyd"))
                .command(direct(FIRST, ANN, BOB))
                .when()
                .command(direct(SECOND, ANN, CYD))
                .then()
                .resultMessagePayload(new ConversationOpened(SECOND, ConversationKind.DIRECT, null, NOW, false));
    }

    @Test
    void oneCannotConverseWithSomebodyWhoHasNoAccount() {
        chat.given()
                .event(account(ANN, "ann"))
                .when()
                .command(group("plans", ANN, BOB))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_ACCOUNT.name())
                .noEvents();
    }

    @Test
    void aDirectConversationWithOneselfIsRefused() {
        chat.given()
                .event(account(ANN, "ann"))
                .when()
                .command(direct(FIRST, ANN, ANN))
                .then()
                .exception(CommandRejected.class, Reason.DIRECT_NEEDS_ONE_OTHER_MEMBER.name())
                .noEvents();
    }

    @Test
    void aDirectConversationHasNoTitle() {
        chat.given()
                .events(account(ANN, "ann"), account(BOB, "bob"))
                .when()
                .command(new CreateConversation(FIRST, ConversationKind.DIRECT, "us", ANN, List.of(BOB)))
                .then()
                .exception(CommandRejected.class, Reason.DIRECT_HAS_NO_TITLE.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "two\u2028lines", "\u200b", "turned \u202e round", "broken \ud83d"})
    void aTitleIsOneVisibleLine(String title) {
        chat.given()
                .events(account(ANN, "ann"))
                .when()
                .command(group(title, ANN))
                .then()
                .exception(CommandRejected.class, Reason.TITLE_INVALID.name());
    }

    @Test
    void aTitleIsCountedInCodePoints() {
        String longest = "😀".repeat(CreatingConversations.LONGEST_TITLE);
        chat.given()
                .events(account(ANN, "ann"))
                .when()
                .command(group(longest, ANN))
                .then()
                .success();
        chat.given()
                .events(account(BOB, "bob"))
                .when()
                .command(group(longest + "x", BOB))
                .then()
                .exception(CommandRejected.class, Reason.TITLE_INVALID.name());
    }

    @Test
    void aConversationBeginsWithAThousandMembersAtMost() {
        UserId[] others =
                Stream.generate(UserId::next).limit(Membership.MOST_MEMBERS).toArray(UserId[]::new);
        chat.given()
                .event(account(ANN, "ann"))
                .when()
                .command(group("everybody", ANN, others))
                .then()
                .exception(CommandRejected.class, Reason.TOO_MANY_MEMBERS.name());
    }

    private static CreateConversation group(@Nullable String title, UserId creator, UserId... members) {
        return new CreateConversation(FIRST, ConversationKind.GROUP, title, creator, List.of(members));
    }

    private static CreateConversation direct(ConversationId id, UserId creator, UserId other) {
        return new CreateConversation(id, ConversationKind.DIRECT, null, creator, List.of(other));
    }
}
