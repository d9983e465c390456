package connectly.web.presence;

import static connectly.web.feed.Room.ANN;
import static connectly.web.feed.Room.BOB;
import static connectly.web.feed.Room.CYD;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.UserId;
import connectly.handlers.Reason;
import connectly.handlers.typing.AnnounceTyping;
import connectly.handlers.typing.TypingHeard;
import connectly.web.commands.Commands;
import connectly.web.commands.Rejections;
import connectly.web.presence.Company.Seat;
import connectly.web.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decision lets Ann type to Bob, whatever the conversation. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class TypingTest {
    private static final UUID TALK = UUID.randomUUID();
    private static final TypingHeard HEARD = new TypingHeard(Set.of(new UserId(BOB), new UserId(CYD)));

    @TempDir
    private Path directory;

    private final List<AnnounceTyping> asked = new ArrayList<>();
    private @Nullable Reason refusal;
    /** The decision that is not made yet, where there is one. */
    private @Nullable CompletableFuture<TypingHeard> waiting;

    private Company company;
    private Seat ann;
    private Seat bob;
    private Typing typing;

    @BeforeEach
    void open() {
        company = new Company(directory);
        ann = company.arrive(ANN);
        bob = company.arrive(BOB);
        company.presence.setHidden(CYD, true);
        typing = typing(new TypingPace(company::now));
    }

    @AfterEach
    void close() {
        company.close();
    }

    @Test
    void theOthersAreToldAndTheSenderIsNot() {
        Seat anns = company.arrive(ANN);
        Seat cyd = company.arrive(CYD);

        show(true);

        assertThat(bob.told()).containsExactly("ann types");
        assertThat(ann.told()).isEmpty();
        assertThat(anns.told()).as("the sender's other socket").isEmpty();
        assertThat(cyd.told()).isEmpty();
        assertThat(asked).singleElement().satisfies(command -> {
            assertThat(command.userId().value()).isEqualTo(ANN);
            assertThat(command.conversationId().value()).isEqualTo(TALK);
        });
    }

    @Test
    void aBeginningIsToldOnceInFiveSecondsAndNobodyIsAskedInBetween() {
        show(true);
        company.later(4);
        show(true);
        assertThat(asked).hasSize(1);

        company.later(1);
        show(true);

        assertThat(asked).hasSize(2);
        assertThat(bob.told()).containsExactly("ann types", "ann types");
    }

    @Test
    void theEndIsToldOnceAfterABeginning() {
        show(false);
        assertThat(bob.told()).as("nothing began").isEmpty();

        show(true);
        show(false);
        show(false);

        assertThat(bob.told()).containsExactly("ann types", "ann stops");
        assertThat(asked).hasSize(2);
    }

    @Test
    void anEndThatComesWhenAllHaveForgottenIsNotTold() {
        show(true);
        company.later(8);
        show(false);

        assertThat(bob.told()).containsExactly("ann types");
    }

    @Test
    void aBeginningThatItsEndOvertakesIsNotTold() {
        waiting = new CompletableFuture<>();
        CompletableFuture<Void> began = typing.show(ANN, TALK, true);
        CompletableFuture<TypingHeard> decision = waiting;
        waiting = null;
        show(false);

        decision.complete(HEARD);

        assertThat(began).isCompleted();
        assertThat(bob.told()).doesNotContain("ann types");
    }

    @Test
    void conversationsAreCountedEachForItself() {
        show(true);
        typing.show(ANN, UUID.randomUUID(), true).join();

        assertThat(bob.told()).containsExactly("ann types", "ann types");
    }

    @Test
    void aUserCannotHaveDecidedAnythingAboutAnyNumberOfConversations() {
        for (int i = 0; i < 50; i++) {
            typing.show(ANN, UUID.randomUUID(), true).join();
        }
        assertThat(asked).hasSize(10);

        company.later(1);
        typing.show(ANN, UUID.randomUUID(), true).join();

        assertThat(asked).hasSize(11);
    }

    @Test
    void ofAConversationTenAreToldAtOnce() {
        for (int i = 0; i < 50; i++) {
            UUID somebody = UUID.randomUUID();
            company.arrive(somebody);
            typing.show(somebody, TALK, true).join();
        }

        assertThat(asked).as("the premise: the decision allowed them all").hasSize(50);
        assertThat(bob.told()).hasSize(10);
    }

    @Test
    void whatTheDecisionRefusesIsRefusedAndNotTold() {
        refusal = Reason.MUTED;

        CompletableFuture<Void> shown = typing.show(ANN, TALK, true);

        assertThat(shown).isCompletedExceptionally();
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void whoHidesTypesUnseenAndSeesNobodyType() {
        company.presence.setHidden(ANN, true);
        show(true);
        assertThat(asked).as("the premise: it was allowed").hasSize(1);
        assertThat(bob.told()).isEmpty();

        company.presence.setHidden(ANN, false);
        company.presence.setHidden(BOB, true);
        company.later(5);
        show(true);

        assertThat(asked).hasSize(2);
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void withoutLimitsAllIsTold() {
        typing = typing(null);
        for (int i = 0; i < 20; i++) {
            show(true);
        }

        assertThat(bob.told()).isNotEmpty().allMatch("ann types"::equals);
        assertThat(asked).hasSize(20);
    }

    private void show(boolean on) {
        typing.show(ANN, TALK, on).join();
        bob.told(); // lets it be written, or a later one of the same typist would take its place
    }

    private Typing typing(@Nullable TypingPace pace) {
        return new Typing(new Deciding(), company.presence, company.frames, pace);
    }

    private final class Deciding implements Commands {
        @Override
        public <R> CompletableFuture<R> send(Object command, Class<R> resultType) {
            asked.add((AnnounceTyping) command);
            if (refusal != null) {
                return CompletableFuture.failedFuture(new ProblemException(Rejections.problem(refusal)));
            }
            return (waiting == null ? CompletableFuture.completedFuture(HEARD) : waiting).thenApply(resultType::cast);
        }
    }
}
