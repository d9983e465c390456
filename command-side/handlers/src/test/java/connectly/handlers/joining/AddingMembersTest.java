package connectly.handlers.joining;

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
import connectly.events.MemberLeft;
import connectly.events.MemberRole;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Membership;
import connectly.handlers.Reason;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddingMembersTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");
    private static final ConversationId DIRECT = ConversationId.parse("019abcde-0000-7000-8000-00000000000d");
    private static final UserId NOBODY = UserId.parse("019abcde-0000-7000-8000-000000000009");

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void anyMemberLetsSomebodyIn() {
        groupOfAnnAndBob()
                .when()
                .command(new AddMember(GROUP, CYD, BOB))
                .then()
                .resultMessagePayload(new MemberAdded(true))
                .events(joined(CYD, BOB));
    }

    @Test
    void whoIsInAlreadyStaysAsTheyAre() {
        groupOfAnnAndBob()
                .when()
                .command(new AddMember(GROUP, ANN, BOB))
                .then()
                .resultMessagePayload(new MemberAdded(false))
                .noEvents();
    }

    @Test
    void whoLeftComesBackAsAPlainMember() {
        groupOfAnnAndBob(new MemberLeft(GROUP, ANN, ANN, NOW))
                .when()
                .command(new AddMember(GROUP, ANN, BOB))
                .then()
                .events(joined(ANN, BOB));
    }

    @Test
    void nobodyLetsThemselvesIn() {
        groupOfAnnAndBob()
                .when()
                .command(new AddMember(GROUP, CYD, CYD))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name())
                .noEvents();
    }

    @Test
    void aFormerMemberLetsNobodyIn() {
        groupOfAnnAndBob(new MemberLeft(GROUP, BOB, ANN, NOW))
                .when()
                .command(new AddMember(GROUP, CYD, BOB))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void whoHasNoAccountCannotBeLetIn() {
        groupOfAnnAndBob()
                .when()
                .command(new AddMember(GROUP, NOBODY, ANN))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_NEWCOMER.name())
                .noEvents();
    }

    @Test
    void nobodyIsLetIntoAConversationThatDoesNotExist() {
        chat.given()
                .events(account(ANN, "ann"), account(CYD, "cyd"))
                .when()
                .command(new AddMember(GROUP, CYD, ANN))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    @Test
    void aDirectConversationTakesNoThird() {
        directOfAnnAndBob()
                .when()
                .command(new AddMember(DIRECT, CYD, ANN))
                .then()
                .exception(CommandRejected.class, Reason.DIRECT_KEEPS_ITS_MEMBERS.name())
                .noEvents();
    }

    @Test
    void aStrangerDoesNotLearnThatAConversationIsDirect() {
        directOfAnnAndBob()
                .when()
                .command(new AddMember(DIRECT, CYD, CYD))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void aFullGroupTakesSomebodyOnlyWhenSomebodyLeft() {
        List<Object> others = new ArrayList<>();
        while (others.size() < Membership.MOST_MEMBERS - 2) {
            others.add(joined(UserId.next(), ANN));
        }
        groupOfAnnAndBob(others.toArray())
                .when()
                .command(new AddMember(GROUP, CYD, ANN))
                .then()
                .exception(CommandRejected.class, Reason.CONVERSATION_FULL.name());
        chat.given()
                .events(new MemberLeft(GROUP, BOB, BOB, NOW))
                .when()
                .command(new AddMember(GROUP, CYD, ANN))
                .then()
                .events(joined(CYD, ANN));
    }

    private AxonTestPhase.Given groupOfAnnAndBob(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(account(CYD, "cyd"));
        events.add(new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        events.add(new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        events.add(new MemberJoined(GROUP, BOB, MemberRole.MEMBER, ANN, true, NOW));
        events.add(account(ANN, "ann"));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }

    private AxonTestPhase.Given directOfAnnAndBob() {
        return chat.given()
                .events(
                        account(CYD, "cyd"),
                        new ConversationCreated(
                                DIRECT, ConversationKind.DIRECT, null, DirectPair.of(ANN, BOB), ANN, NOW),
                        new MemberJoined(DIRECT, ANN, MemberRole.MEMBER, ANN, true, NOW),
                        new MemberJoined(DIRECT, BOB, MemberRole.MEMBER, ANN, true, NOW));
    }

    private static MemberJoined joined(UserId user, UserId host) {
        return new MemberJoined(GROUP, user, MemberRole.MEMBER, host, false, NOW);
    }
}
