package connectly.bench.chat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message of the driver on its way: from its sending until it is acknowledged and at every member. */
final class Message {
    private static final int BODY_BYTES = 200;
    private static final int DIGITS = 10;
    private static final int TEN = 10;
    /** What follows the number in every body, so that each has 200 bytes. */
    static final byte[] FILLING = ServerFrames.ascii(" " + "x".repeat(BODY_BYTES - DIGITS - 1));

    /** Counts the messages of a run; it is in the body, and by it a message is known again. */
    final long number;

    final Member sender;
    final UUID clientMessageId;
    /** When it was to be sent, which a driver that comes late does not forget. */
    final long intended;

    /** Members whom it has not reached. */
    int missing;

    boolean acked;

    /** Of whichever came first, the ack or an update; null before. */
    byte @Nullable [] messageId;

    /** Of the first update; null before. */
    byte @Nullable [] cursor;

    /** 0 before it is known. */
    long seq;

    Message(long number, Member sender, UUID clientMessageId, long intended) {
        this.number = number;
        this.sender = sender;
        this.clientMessageId = clientMessageId;
        this.intended = intended;
        this.missing = sender.conversation.members.size();
    }

    boolean isDone() {
        return acked && missing == 0;
    }

    /** The frame that sends it, again the same when it is sent again. */
    String frame() {
        return "{\"type\":\"send\",\"id\":\"" + number + "\",\"conversationId\":\"" + sender.conversation.id
                + "\",\"clientMessageId\":\"" + clientMessageId + "\",\"body\":\"" + body() + "\"}";
    }

    String body() {
        String digits = Long.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits + new String(FILLING, StandardCharsets.US_ASCII);
    }

    /** The number in such a body, or -1 for any other. */
    static long numberIn(Ascii body) {
        if (body.length() != BODY_BYTES || !body.sameFrom(DIGITS, FILLING)) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = body.at(i) - '0';
            if (digit < 0 || digit >= TEN) {
                return -1;
            }
            number = number * TEN + digit;
        }
        return number;
    }

    @Override
    public String toString() {
        return "message %d of %s".formatted(number, sender);
    }
}
