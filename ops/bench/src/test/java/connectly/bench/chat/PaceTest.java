package connectly.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long START = 5_000_000_000L;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Conversation one = new Conversation(1);
    private final Conversation two = new Conversation(2);

    @Test
    void anOpenLoopSendsAtItsRateAndTakesTheConversationsInTurn() {
        OpenLoop pace = new OpenLoop(List.of(one, two), 100, START);

        assertThat(pace.next(START - 1)).isNull();
        assertThat(pace.nanosToNext(START - MILLI)).isEqualTo(MILLI);
        assertThat(pace.next(START)).isSameAs(one);
        assertThat(pace.next(START)).isNull();
        assertThat(pace.nanosToNext(START)).isEqualTo(10 * MILLI);
        assertThat(pace.next(START + 10 * MILLI)).isSameAs(two);
        assertThat(pace.intended()).isEqualTo(START + 10 * MILLI);
    }

    /** The driver could not send for a second: those messages waited, and their latency must say so. */
    @Test
    void whatAStallHeldUpCountsFromWhenItWasToBeSent() {
        OpenLoop pace = new OpenLoop(List.of(one), 100, START);
        Figures figures = new Figures();
        figures.switchOn();
        Talk talk = new Talk();
        long late = START + TimeUnit.SECONDS.toNanos(1);

        int sent = 0;
        while (pace.next(late) != null) {
            figures.acked(talk.ledger().send(talk.member(0), pace.intended()), late);
            sent++;
        }

        assertThat(sent).isEqualTo(101);
        assertThat(figures.ack.getTotalCount()).isEqualTo(101);
        assertThat(figures.ack.getValueAtPercentile(50)).isCloseTo(500 * MILLI, within(MILLI));
        assertThat(figures.ack.getMaxValue()).isCloseTo(1_000 * MILLI, within(MILLI));
        assertThat(figures.ack.getMinValue()).isZero();
    }

    @Test
    void anOpenLoopDoesNotDriftOverAnHour() {
        OpenLoop pace = new OpenLoop(List.of(one), 3, START);
        long hour = START + TimeUnit.HOURS.toNanos(1);

        int sent = 0;
        while (pace.next(hour) != null) {
            sent++;
        }

        assertThat(sent).isEqualTo(3 * 3_600 + 1);
        assertThat(pace.intended()).isEqualTo(hour);
    }

    @Test
    void aClosedLoopSendsOnlyWhenOneIsDone() {
        Talk talk = new Talk();
        ClosedLoop pace = new ClosedLoop(List.of(talk.conversation), 2);

        assertThat(pace.next(START)).isSameAs(talk.conversation);
        assertThat(pace.next(START)).isSameAs(talk.conversation);
        assertThat(pace.next(START)).isNull();
        assertThat(pace.nanosToNext(START)).isPositive();
        pace.done(talk.send());
        assertThat(pace.nanosToNext(START)).isZero();
        assertThat(pace.next(START + 1)).isSameAs(talk.conversation);
        assertThat(pace.intended()).isEqualTo(START + 1);
        assertThat(pace.next(START + 1)).isNull();
    }

    @Test
    void aClosedLoopSpreadsWhatIsInFlightOverTheConversations() {
        ClosedLoop pace = new ClosedLoop(List.of(one, two), 3);

        assertThat(List.of(pace.next(START), pace.next(START), pace.next(START)))
                .containsExactly(one, two, one);
    }

    @Test
    void nothingCountsWhileTheFiguresAreOff() {
        Talk talk = new Talk();
        Message message = talk.send();
        Figures figures = new Figures();

        figures.acked(message, START);
        figures.switchOn();
        figures.delivered(message, START);
        figures.switchOff();
        figures.delivered(message, START);

        assertThat(figures.acked()).isZero();
        assertThat(figures.delivered()).isEqualTo(1);
        assertThat(figures.each.getTotalCount()).isEqualTo(1);
        assertThat(figures.last.getTotalCount()).as("it is not at every member").isZero();
    }
}
