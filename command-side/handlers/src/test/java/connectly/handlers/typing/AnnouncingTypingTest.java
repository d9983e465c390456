package connectly.handlers.typing;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.CYD;
import static connectly.handlers.Fixtures.NOW;

import connectly.events.ChatEvent;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberUnmuted;
import connectly.events.UserId;
import connectly.handlers.CommandRejected;
import connectly.handlers.Fixtures;
import connectly.handlers.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.test.fixture.AxonTestFixture;
import org.axonframework.test.fixture.AxonTestPhase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncingTypingTest {
    private static final ConversationId GROUP = ConversationId.parse("019abcde-0000-7000-8000-00000000000c");

    private final AxonTestFixture chat = Fixtures.chat();

    @AfterEach
    void stop() {
        chat.stop();
    }

    @Test
    void theOtherMembersHearOfItAndNothingIsWritten() {
        groupOfAnnAndBob(joined(CYD))
                .when()
                .command(new AnnounceTyping(GROUP, BOB))
                .then()
                .resultMessagePayload(new TypingHeard(Set.of(ANN, CYD)))
                .noEvents();
    }

    @Test
    void whoHasLeftHearsNothingAndWhoHasComeBackDoes() {
        groupOfAnnAndBob(joined(CYD), left(CYD), left(BOB), joined(BOB))
                .when()
                .command(new AnnounceTyping(GROUP, ANN))
                .then()
                .resultMessagePayload(new TypingHeard(Set.of(BOB)));
    }

    @Test
    void nobodyTypesInAConversationThatDoesNotExist() {
        chat.given()
                .noPriorActivity()
                .when()
                .command(new AnnounceTyping(GROUP, ANN))
                .then()
                .exception(CommandRejected.class, Reason.UNKNOWN_CONVERSATION.name());
    }

    @Test
    void neitherStrangersNorFormerMembersType() {
        groupOfAnnAndBob(joined(CYD), left(CYD))
                .when()
                .command(new AnnounceTyping(GROUP, CYD))
                .then()
                .exception(CommandRejected.class, Reason.NOT_A_MEMBER.name());
    }

    @Test
    void whoIsMutedDoesNotType() {
        groupOfAnnAndBob(muted(BOB))
                .when()
                .command(new AnnounceTyping(GROUP, BOB))
                .then()
                .exception(CommandRejected.class, Reason.MUTED.name());
    }

    @Test
    void aMuteOfAnotherOrOneThatWasLiftedHindersNobody() {
        groupOfAnnAndBob(joined(CYD), muted(CYD), muted(BOB), new MemberUnmuted(GROUP, BOB, ANN, NOW))
                .when()
                .command(new AnnounceTyping(GROUP, BOB))
                .then()
                .resultMessagePayload(new TypingHeard(Set.of(ANN, CYD)));
    }

    private static MemberJoined joined(UserId user) {
        return new MemberJoined(GROUP, user, MemberRole.MEMBER, ANN, false, NOW);
    }

    private static MemberLeft left(UserId user) {
        return new MemberLeft(GROUP, user, ANN, NOW);
    }

    private static MemberMuted muted(UserId user) {
        return new MemberMuted(GROUP, user, null, null, ANN, NOW);
    }

    private AxonTestPhase.Given groupOfAnnAndBob(ChatEvent... more) {
        List<Object> events = new ArrayList<>();
        events.add(new ConversationCreated(GROUP, ConversationKind.GROUP, null, null, ANN, NOW));
        events.add(new MemberJoined(GROUP, ANN, MemberRole.MODERATOR, ANN, true, NOW));
        events.add(joined(BOB));
        events.addAll(List.of(more));
        return chat.given().events(events);
    }
}
