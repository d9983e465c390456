package connectly.bench.chat;

import java.util.ArrayList;
import java.util.List;

/** One conversation of the load: who is in it, and what it has said so far. */
final class Conversation {
    final int index;
    final List<Member> members = new ArrayList<>();
    /** What its history must be in the end; made by the first member that gets each message. */
    final History history = new History();

    String id = "";
    private int turn;

    Conversation(int index) {
        this.index = index;
    }

    /** The members take turns. */
    Member nextSender() {
        Member sender = members.get(turn);
        turn = (turn + 1) % members.size();
        return sender;
    }

    @Override
    public String toString() {
        return "conversation " + index;
    }
}
