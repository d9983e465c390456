package connectly.handlers.muting;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.CYD;
import static connectly.handlers.Fixtures.NOW;

import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.DirectPair;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.UserId;
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

class MutingMembersTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final Instant LATER = NOW.plusSeconds(600);

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void aModeratorMutesAMember() {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, LATER, "shouting"))
                .then()
                .resultMessagePayload(new MuteSettled(true))
                .events(new MemberMuted(GROUP, BOB, LATER, "shouting", ANN, NOW));
    }

    @Test
    void aMuteNeedsNeitherEndNorReason() {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, null, null))
                .then()
                .events(new MemberMuted(GROUP, BOB, null, null, ANN, NOW));
    }

    @Test
    void aModeratorCanBeMutedByThemselves() {
        groupOfAnnAndBob()
                .when()
                .command(mute(ANN, ANN, LATER, null))
                .then()
                .events(new MemberMuted(GROUP, ANN, LATER, null, ANN, NOW));
    }

    @Test
    void aMemberCannotMute() {
        groupOfAnnAndBob()
                .when()
                .command(mute(ANN, BOB, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name())
                .noEvents();
    }

    @Test
    void whoeverWasMadeModeratorCanMute() {
        groupOfAnnAndBob(new MemberRoleChanged(GROUP, BOB, MemberRole.MODERATOR, ANN, NOW))
                .when()
                .command(mute(ANN, BOB, LATER, null))
                .then()
                .events(new MemberMuted(GROUP, ANN, LATER, null, BOB, NOW));
    }

    @Test
    void aStrangerCannotMute() {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, CYD, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void aModeratorWhoLeftCannotMuteEvenWhenBackAsAMember() {
        groupOfAnnAndBob(new MemberLeft(GROUP, ANN, ANN, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
        groupOfAnnAndBob(
                        new MemberLeft(GROUP, ANN, ANN, NOW),
                        new MemberJoined(GROUP, ANN, MemberRole.MEMBER, BOB, false, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name());
    }

    @Test
    void nobodyModeratesADirectConversation() {
        chat.given()
                .events(
                        new ConversationCreated(
                                GROUP, ConversationKind.DIRECT, null, DirectPair.of(ANN, BOB), ANN, NOW),
                        new MemberJoined(GROUP, ANN, MemberRole.MEMBER, ANN, true, NOW),
                        new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name());
    }

    @Test
    void nobodyIsMutedWhereThereIsNoConversation() {
        chat.given()
                .noPriorActivity()
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    @Test
    void onlyAMemberCanBeMuted() {
        groupOfAnnAndBob()
                .when()
                .command(mute(CYD, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_MEMBER.name());
        groupOfAnnAndBob(new MemberLeft(GROUP, BOB, BOB, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_MEMBER.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T09:59:00Z", "2026-11-24T10:00:00.123999Z", "+10000-01-01T00:00:00Z"})
    void aMuteEndsInTheFutureAndInAYearOfFourDigits(String until) {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, Instant.parse(until), null))
                .then()
                .exception(CommandRejected.class, Reason.MUTE_END_INVALID.name())
                .noEvents();
    }

    @Test
    void theEndOfAMuteIsKeptInMilliseconds() {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, NOW.plusNanos(1_999_999), null))
                .then()
                .events(new MemberMuted(GROUP, BOB, NOW.plusMillis(1), null, ANN, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "turned \u202e round", "broken \ud83d"})
    void aReasonIsOneVisibleLine(String reason) {
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, null, reason))
                .then()
                .exception(CommandRejected.class, Reason.MUTE_REASON_INVALID.name());
    }

    @Test
    void aReasonIsCountedInCodePoints() {
        String longest = "😀".repeat(MutingMembers.LONGEST_REASON);
        groupOfAnnAndBob().when().command(mute(BOB, ANN, null, longest)).then().success();
        groupOfAnnAndBob()
                .when()
                .command(mute(BOB, ANN, null, longest + "x"))
                .then()
                .exception(CommandRejected.class, Reason.MUTE_REASON_INVALID.name());
    }

    @Test
    void mutingAgainReplacesTheMute() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, null, "shouting", ANN, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, "shouting"))
                .then()
                .resultMessagePayload(new MuteSettled(true))
                .events(new MemberMuted(GROUP, BOB, LATER, "shouting", ANN, NOW));
    }

    @Test
    void theSameMuteAgainChangesNothing() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, LATER, "shouting", ANN, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, "shouting"))
                .then()
                .resultMessagePayload(new MuteSettled(false))
                .noEvents();
    }

    @Test
    void aLiftedMuteCanBeLaidOnAgain() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, LATER, null, ANN, NOW), new MemberUnmuted(GROUP, BOB, ANN, NOW))
                .when()
                .command(mute(BOB, ANN, LATER, null))
                .then()
                .events(new MemberMuted(GROUP, BOB, LATER, null, ANN, NOW));
    }

    @Test
    void aModeratorLiftsAMute() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, LATER, null, ANN, NOW))
                .when()
                .command(new UnmuteMember(GROUP, BOB, ANN))
                .then()
                .resultMessagePayload(new MuteSettled(true))
                .events(new MemberUnmuted(GROUP, BOB, ANN, NOW));
    }

    @Test
    void theMuteOfAFormerMemberCanBeLifted() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, null, null, ANN, NOW), new MemberLeft(GROUP, BOB, BOB, NOW))
                .when()
                .command(new UnmuteMember(GROUP, BOB, ANN))
                .then()
                .events(new MemberUnmuted(GROUP, BOB, ANN, NOW));
    }

    @Test
    void unmutingOneWhoIsNotMutedChangesNothing() {
        groupOfAnnAndBob()
                .when()
                .command(new UnmuteMember(GROUP, BOB, ANN))
                .then()
                .resultMessagePayload(new MuteSettled(false))
                .noEvents();
    }

    @Test
    void unmutingOneWhoseMuteHasEndedChangesNothing() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, NOW, null, ANN, NOW.minusSeconds(9)))
                .when()
                .command(new UnmuteMember(GROUP, BOB, ANN))
                .then()
                .resultMessagePayload(new MuteSettled(false))
                .noEvents();
    }

    @Test
    void aMemberCannotLiftTheirOwnMute() {
        groupOfAnnAndBob(new MemberMuted(GROUP, BOB, LATER, null, ANN, NOW))
                .when()
                .command(new UnmuteMember(GROUP, BOB, BOB))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name())
                .noEvents();
    }

    @Test
    void theMuteOfSomebodyElseDoesNotMatter() {
        groupOfAnnAndBob(new MemberMuted(GROUP, ANN, LATER, null, ANN, NOW))
                .when()
                .command(new UnmuteMember(GROUP, BOB, ANN))
                .then()
                .resultMessagePayload(new MuteSettled(false));
    }

    private AxonTestPhase.Given groupOfAnnAndBob(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        events.add(new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        events.add(new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }

    private static MuteMember mute(UserId user, UserId moderator, @Nullable Instant until, @Nullable String reason) {
        return new MuteMember(GROUP, user, moderator, until, reason);
    }
}
