package connectly.handlers.leaving;

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
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Reason;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovingMembersTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final UserId STRANGER = UserId.parse("019abcde-0000-7000-8000-000000000009");

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void aModeratorRemovesAMember() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, BOB, ANN))
                .then()
                .resultMessagePayload(new MemberRemoved(true))
                .events(new MemberLeft(GROUP, BOB, ANN, NOW));
    }

    @Test
    void aModeratorRemovesAnotherModeratorAndStaysOne() {
        groupOfAnnBobAndCyd(new MemberRoleChanged(GROUP, BOB, MemberRole.MODERATOR, ANN, NOW))
                .when()
                .command(new RemoveMember(GROUP, ANN, BOB))
                .then()
                .events(new MemberLeft(GROUP, ANN, BOB, NOW));
    }

    @Test
    void aMemberCannotRemoveAnother() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, CYD, BOB))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name())
                .noEvents();
    }

    @Test
    void aStrangerCannotRemoveAnybody() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, CYD, STRANGER))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void aModeratorWhoCameBackAsAMemberCannotRemoveAnybody() {
        groupOfAnnBobAndCyd(
                        new MemberLeft(GROUP, ANN, ANN, NOW),
                        new MemberJoined(GROUP, ANN, MemberRole.MEMBER, BOB, false, NOW))
                .when()
                .command(new RemoveMember(GROUP, BOB, ANN))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MODERATOR.name());
    }

    @Test
    void nobodyIsRemovedFromAConversationThatDoesNotExist() {
        chat.given()
                .noPriorActivity()
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    @Test
    void removingOneWhoIsNoMemberChangesNothing() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, STRANGER, ANN))
                .then()
                .resultMessagePayload(new MemberRemoved(false))
                .noEvents();
    }

    @Test
    void aMemberLeaves() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, BOB, BOB))
                .then()
                .resultMessagePayload(new MemberRemoved(true))
                .events(new MemberLeft(GROUP, BOB, BOB, NOW));
    }

    @Test
    void leavingAgainChangesNothing() {
        groupOfAnnBobAndCyd(new MemberLeft(GROUP, BOB, BOB, NOW))
                .when()
                .command(new RemoveMember(GROUP, BOB, BOB))
                .then()
                .resultMessagePayload(new MemberRemoved(false))
                .noEvents();
    }

    @Test
    void theLastModeratorIsSucceededByWhoeverOfTheOthersJoinedFirst() {
        groupOfAnnBobAndCyd()
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .events(
                        new MemberLeft(GROUP, ANN, ANN, NOW),
                        new MemberRoleChanged(GROUP, BOB, MemberRole.MODERATOR, ANN, NOW));
    }

    @Test
    void comingBackDoesNotMakeOneEarlierThanThoseWhoStayed() {
        groupOfAnnBobAndCyd(
                        new MemberLeft(GROUP, BOB, BOB, NOW),
                        new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, false, NOW))
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .events(
                        new MemberLeft(GROUP, ANN, ANN, NOW),
                        new MemberRoleChanged(GROUP, CYD, MemberRole.MODERATOR, ANN, NOW));
    }

    @Test
    void aModeratorWhoLeavesAnotherBehindHasNoSuccessor() {
        groupOfAnnBobAndCyd(new MemberRoleChanged(GROUP, CYD, MemberRole.MODERATOR, ANN, NOW))
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .events(new MemberLeft(GROUP, ANN, ANN, NOW));
    }

    @Test
    void theLastMemberLeavesAnEmptyGroup() {
        groupOfAnnBobAndCyd(new MemberLeft(GROUP, BOB, BOB, NOW), new MemberLeft(GROUP, CYD, ANN, NOW))
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .events(new MemberLeft(GROUP, ANN, ANN, NOW));
    }

    @Test
    void nobodyLeavesADirectConversation() {
        chat.given()
                .events(
                        new ConversationCreated(
                                GROUP, ConversationKind.DIRECT, null, DirectPair.of(ANN, BOB), ANN, NOW),
                        new MemberJoined(GROUP, ANN, MemberRole.MEMBER, ANN, true, NOW),
                        new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW))
                .when()
                .command(new RemoveMember(GROUP, ANN, ANN))
                .then()
                .exception(CommandRejected.class, Reason.DIRECT_KEEPS_ITS_MEMBERS.name())
                .noEvents();
    }

    private AxonTestPhase.Given groupOfAnnBobAndCyd(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        events.add(new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        events.add(new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW));
        events.add(new MemberJoined(GROUP, CYD, MemberRole.MEMBER, ANN, true, NOW));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }
}
