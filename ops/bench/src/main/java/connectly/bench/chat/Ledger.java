package connectly.bench.chat;

import connectly.bench.wire.JsonBytes;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds every frame against what was sent. Throws {@link Fault} at the first message that is lost, doubled, reordered
 * or wrongly acknowledged.
 *
 * <p>What it remembers is bounded: the messages on their way, and {@link History}.
 */
final class Ledger {
    /** Messages that may be on their way; a server this far behind will not come back. */
    static final int MOST = 1 << 16;

    /** Told what became of the messages; times are those of {@link System#nanoTime()}. */
    interface Watcher {
        void acked(Message message, long now);

        void delivered(Message message, Member member, long now);

        /** It is acknowledged and at every member. */
        void done(Message message, long now);
    }

    private static final int TEN = 10;
    private static final long VERSION_4 = 0x4000L;
    private static final long NOT_VERSION = ~0xF000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Watcher watcher;
    private final @Nullable Message[] messages = new Message[MOST];
    /** Client message ids are for ever, so two runs on one server must not share them. */
    private final long run = (new Random().nextLong() & NOT_VERSION) | VERSION_4;

    private long sent;
    private long done;
    private long acked;
    private long delivered;

    Ledger(Watcher watcher) {
        this.watcher = watcher;
    }

    /** A new message of this member. */
    Message send(Member sender, long intended) {
        long number = sent++;
        Message before = messages[place(number)];
        if (before != null && !before.isDone()) {
            throw new Fault("The server is %,d messages behind: %s is not yet acked and at every member."
                    .formatted(MOST, before));
        }
        Message message = new Message(number, sender, new UUID(run, VARIANT | number), intended);
        messages[place(number)] = message;
        return message;
    }

    /** Takes an ack, and says of which message. */
    Message acked(Member member, ServerFrame frame, long now) {
        Message message = known(decimal(frame.id));
        if (message == null || message.sender != member) {
            throw new Fault("%s got an ack for what it did not send: %s".formatted(member, frame.text));
        }
        if (message.acked) {
            throw new Fault("%s was acknowledged twice.".formatted(message));
        }
        if (!frame.clientMessageId.is(ServerFrames.ascii(message.clientMessageId.toString()))) {
            throw new Fault("The ack of %s has another clientMessageId: %s".formatted(message, frame.text));
        }
        identify(message, frame);
        message.acked = true;
        acked++;
        watcher.acked(message, now);
        finish(message, now);
        return message;
    }

    /** Takes a {@code message.sent}. */
    void delivered(Member member, ServerFrame frame, long now) {
        Message message = known(Message.numberIn(frame.body));
        order(member, frame);
        if (message == null || message.sender.conversation != member.conversation) {
            throw new Fault("%s got a message that nobody sent, or again: %s".formatted(member, frame.text));
        }
        identify(message, frame);
        if (message.cursor == null) {
            message.cursor = frame.cursor.copy();
        } else if (!frame.cursor.is(message.cursor)) {
            throw new Fault("%s has one cursor for some and another for %s: %s".formatted(message, member, frame.text));
        }
        History history = member.conversation.history;
        if (message.seq > history.size()) {
            history.add(frame.messageId.copy(), message.number);
        }
        member.took(message.seq, message.cursor);
        message.missing--;
        delivered++;
        watcher.delivered(message, member, now);
        finish(message, now);
    }

    private static void order(Member member, ServerFrame frame) {
        long expected = member.nextSeq();
        if (frame.seq > expected) {
            throw new Fault("%s lost a message: seq %d came where %d should.".formatted(member, frame.seq, expected));
        }
        if (frame.seq < expected) {
            throw new Fault("%s got a message twice or late: seq %d came where %d should."
                    .formatted(member, frame.seq, expected));
        }
    }

    /** Every frame about a message must name the same one. */
    private static void identify(Message message, ServerFrame frame) {
        if (message.messageId == null) {
            message.messageId = frame.messageId.copy();
        } else if (!frame.messageId.is(message.messageId)) {
            throw new Fault("%s has two ids: %s".formatted(message, frame.text));
        }
        if (frame.seq != JsonBytes.NONE) {
            if (message.seq != 0 && message.seq != frame.seq) {
                throw new Fault("%s has seq %d and also %d.".formatted(message, message.seq, frame.seq));
            }
            message.seq = frame.seq;
        }
    }

    private void finish(Message message, long now) {
        if (message.isDone()) {
            done++;
            watcher.done(message, now);
        }
    }

    private @Nullable Message known(long number) {
        Message message = number < 0 || number >= sent ? null : messages[place(number)];
        return message == null || message.number != number ? null : message;
    }

    private static int place(long number) {
        return (int) (number % MOST);
    }

    private static long decimal(Ascii id) {
        long number = id.length() == 0 ? -1 : 0;
        for (int i = 0; i < id.length(); i++) {
            if (id.at(i) < '0' || id.at(i) > '9') {
                return -1;
            }
            number = number * TEN + id.at(i) - '0';
        }
        return number;
    }

    /** The oldest message that is not done, or null. */
    @Nullable Message oldestOnItsWay() {
        for (long number = Math.max(0, sent - MOST); number < sent; number++) {
            Message message = messages[place(number)];
            if (message != null && !message.isDone()) {
                return message;
            }
        }
        return null;
    }

    long onTheirWay() {
        return sent - done;
    }

    long sent() {
        return sent;
    }

    long acked() {
        return acked;
    }

    long delivered() {
        return delivered;
    }
}
