package connectly.bench.chat;

import connectly.bench.wire.Link;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user in one conversation, and its socket. What it has got so far outlives the socket: a new one resumes from the
 * last cursor, and what was not acknowledged is sent again.
 */
final class Member implements Link.Listener {
    /** What a member needs of the load that it is part of. */
    interface Surroundings {
        Ledger ledger();

        ServerFrames frames();

        /** So many members more have a socket. */
        void live(int more);

        /** The server closed a member's socket. */
        void lost(Member member, int code, String why);
    }

    private static final byte[] WELCOME = ServerFrames.ascii("welcome");
    private static final byte[] PONG = ServerFrames.ascii("pong");
    private static final byte[] ACK = ServerFrames.ascii("ack");
    private static final byte[] UPDATE = ServerFrames.ascii("update");
    private static final byte[] SENT = ServerFrames.ascii("message.sent");
    private static final byte[] REJECT = ServerFrames.ascii("reject");
    private static final byte[] RESYNC = ServerFrames.ascii("resync");

    final Conversation conversation;
    final int index;
    final User user;
    private final Surroundings chat;
    private final Set<Message> unanswered = new LinkedHashSet<>();
    private final Consumer<ServerFrame> taker = this::take;
    private @Nullable Link link;
    private byte @Nullable [] cursor;
    private long lastSeq;
    private boolean live;
    private long now;

    Member(Surroundings chat, Conversation conversation, int index, User user) {
        this.chat = chat;
        this.conversation = conversation;
        this.index = index;
        this.user = user;
    }

    /** The one that must come next, whatever socket it comes by. */
    long nextSeq() {
        return lastSeq + 1;
    }

    void took(long seq, byte[] at) {
        lastSeq = seq;
        cursor = at;
    }

    /** Whether it has a socket whose updates have begun. */
    boolean isLive() {
        return live;
    }

    void linked(Link opening) {
        link = opening;
    }

    /** Sends the message as soon as there is a socket, and on every later one until it is acknowledged. */
    void send(Message message) {
        unanswered.add(message);
        if (live) {
            write(message.frame());
        }
    }

    /** Loses its socket without a word. */
    void drop() {
        live(false);
        if (link != null) {
            link.drop();
        }
    }

    private void live(boolean is) {
        if (live != is) {
            live = is;
            chat.live(is ? 1 : -1);
        }
    }

    private void write(String frame) {
        if (link != null) {
            link.text(frame);
        }
    }

    @Override
    public void opened() {
        // The welcome says more.
    }

    @Override
    public void closed(int code, String why) {
        live(false);
        chat.lost(this, code, why);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        now = System.nanoTime();
        chat.frames().read(bytes, from, to, taker);
    }

    private void take(ServerFrame frame) {
        if (frame.type.is(UPDATE)) {
            if (frame.kind.is(SENT)) {
                chat.ledger().delivered(this, frame, now);
            } else {
                cursor = frame.cursor.copy();
            }
        } else if (frame.type.is(ACK)) {
            unanswered.remove(chat.ledger().acked(this, frame, now));
        } else if (frame.type.is(WELCOME)) {
            resume(frame);
        } else if (frame.type.is(PONG)) {
            live(true);
            unanswered.forEach(message -> write(message.frame()));
        } else if (frame.type.is(REJECT) || frame.type.is(RESYNC)) {
            throw new Fault("%s was refused: %s".formatted(this, frame.text));
        }
    }

    /** The pong comes after the resume was heard. */
    private void resume(ServerFrame welcome) {
        if (cursor == null) {
            cursor = welcome.cursor.copy();
        }
        write("{\"type\":\"resume\",\"cursor\":\"" + new String(cursor, StandardCharsets.US_ASCII) + "\"}");
        write("{\"type\":\"ping\"}");
    }

    @Override
    public String toString() {
        return "member %d of %s".formatted(index, conversation);
    }
}
