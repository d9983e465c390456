package connectly.bench.chat;

import static connectly.bench.chat.Talk.ack;
import static connectly.bench.chat.Talk.id;
import static connectly.bench.chat.Talk.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Talk talk = new Talk();
    private final Message first = talk.send();
    private final Message second = talk.send();

    @Test
    void aMessageIsDoneOnceItIsAckedAndAtEveryMember() {
        talk.tellAll(update(first, 1));
        assertThat(talk.done).isEmpty();
        talk.tell(first.sender, ack(first, 1));
        assertThat(talk.done).containsExactly(first);

        talk.tell(second.sender, ack(second, 2));
        talk.tell(talk.member(0), update(second, 2));
        talk.tell(talk.member(1), update(second, 2));
        assertThat(talk.done).containsExactly(first);
        talk.tell(talk.member(2), update(second, 2));
        assertThat(talk.done).containsExactly(first, second);

        assertThat(talk.ledger().sent()).isEqualTo(2);
        assertThat(talk.ledger().acked()).isEqualTo(2);
        assertThat(talk.ledger().delivered()).isEqualTo(6);
        assertThat(talk.ledger().onTheirWay()).isZero();
        assertThat(talk.ledger().oldestOnItsWay()).isNull();
    }

    @Test
    void framesInABatchCountOneByOne() {
        talk.tellAll("{\"frames\":[" + update(first, 1) + "," + update(second, 2) + "],\"type\":\"batch\"}");

        assertThat(talk.ledger().delivered()).isEqualTo(6);
    }

    @Test
    void anAckWhoseSeqIsNotKnownYetIsFine() {
        talk.tell(first.sender, ack(first, first.clientMessageId.toString(), id(first), "null"));
        talk.tellAll(update(first, 1));

        assertThat(talk.done).containsExactly(first);
    }

    @Test
    void theServerMayOrderMessagesOtherwiseThanTheyWereSent() {
        talk.tellAll(update(second, 1));
        talk.tellAll(update(first, 2));

        assertThat(talk.conversation.history.has(1, ServerFrames.ascii(id(second)), second.number))
                .isTrue();
        assertThat(talk.conversation.history.has(2, ServerFrames.ascii(id(first)), first.number))
                .isTrue();
    }

    @Test
    void aLostMessageIsAFault() {
        isFault(() -> talk.tell(talk.member(1), update(second, 2)), "member 1", "lost", "seq 2 came where 1 should");
    }

    @Test
    void aDoubledMessageIsAFault() {
        talk.tell(talk.member(1), update(first, 1));

        isFault(() -> talk.tell(talk.member(1), update(first, 1)), "member 1", "twice or late", "seq 1 came where 2");
    }

    @Test
    void aMessageDoubledUnderTheNextSeqIsAFault() {
        talk.tell(talk.member(1), update(first, 1));

        isFault(() -> talk.tell(talk.member(1), update(first, 2)), "seq 1 and also 2");
    }

    @Test
    void membersWhoAreToldDifferentOrdersAreAFault() {
        talk.tell(talk.member(0), update(first, 1));
        talk.tell(talk.member(0), update(second, 2));

        isFault(() -> talk.tell(talk.member(1), update(second, 1)), "message 1", "seq 2 and also 1");
    }

    @Test
    void membersWhoAreToldDifferentIdsOrCursorsAreAFault() {
        talk.tell(talk.member(0), update(first, 1));

        isFault(() -> talk.tell(talk.member(1), update(first.body(), "another", 1, "epoch.1")), "two ids");
        isFault(() -> talk.tell(talk.member(1), update(first.body(), id(first), 1, "epoch.2")), "one cursor");
    }

    @Test
    void whatNobodySentIsAFault() {
        String changed = first.body().replace("xxxx", "xxyx");

        isFault(() -> talk.tell(talk.member(0), update(changed, id(first), 1, "epoch.1")), "nobody sent");
        isFault(() -> talk.tell(talk.member(0), update("hello", id(first), 1, "epoch.1")), "nobody sent");
        isFault(() -> talk.tell(talk.member(0), update("9" + first.body().substring(1), "x", 1, "c")), "nobody sent");
    }

    @Test
    void aSecondAckIsAFault() {
        talk.tell(first.sender, ack(first, 1));

        isFault(() -> talk.tell(first.sender, ack(first, 1)), "message 0", "acknowledged twice");
    }

    @Test
    void anAckToSomebodyElseIsAFault() {
        isFault(() -> talk.tell(second.sender, ack(first, 1)), "did not send");
    }

    @Test
    void anAckOfAnotherMessageIsAFault() {
        String other = second.clientMessageId.toString();
        isFault(() -> talk.tell(first.sender, ack(first, other, id(first), "1")), "another clientMessageId");

        talk.tellAll(update(first, 1));
        String own = first.clientMessageId.toString();
        isFault(() -> talk.tell(first.sender, ack(first, own, id(second), "1")), "two ids");
        isFault(() -> talk.tell(first.sender, ack(first, own, id(first), "2")), "seq 1 and also 2");
    }

    @Test
    void aRefusalIsAFaultThatTellsTheProblem() {
        isFault(() -> talk.tell(first.sender, "{\"type\":\"reject\",\"problem\":{\"code\":\"muted\"}}"), "muted");
        isFault(() -> talk.tell(first.sender, "{\"type\":\"resync\",\"reason\":\"epoch-changed\"}"), "epoch-changed");
    }

    @Test
    void whatIsNoFrameIsAFault() {
        isFault(() -> talk.tell(first.sender, "[1]"), "no frame");
        isFault(() -> talk.tell(first.sender, "{\"type\":\"upd"), "broken frame", "upd");
    }

    @Test
    void aServerThatIsFarBehindIsAFaultAndNotALeak() {
        for (long sent = talk.ledger().sent(); sent < Ledger.MOST; sent++) {
            talk.send();
        }

        isFault(talk::send, "65,536 messages behind", "message 0");
    }

    @Test
    void unansweredMessagesAreFoundInTheEnd() {
        talk.tellAll(update(first, 1));

        assertThat(talk.ledger().onTheirWay()).isEqualTo(2);
        assertThat(talk.ledger().oldestOnItsWay()).isSameAs(first);
    }

    private static void isFault(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(Fault.class).hasMessageContainingAll(parts);
    }
}
