package connectly.bench.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One conversation of three without a server: the tests say what the server would have sent. */
final class Talk implements Member.Surroundings, Ledger.Watcher {
    final Conversation conversation = new Conversation(0);
    final List<Message> done = new ArrayList<>();
    private final Ledger ledger = new Ledger(this);
    private final ServerFrames frames = new ServerFrames();

    Talk() {
        conversation.id = "tea";
        for (int i = 0; i < 3; i++) {
            conversation.members.add(new Member(this, conversation, i, new User("user-" + i, "token-" + i)));
        }
    }

    Member member(int index) {
        return conversation.members.get(index);
    }

    /** The next message, sent by the member whose turn it is. */
    Message send() {
        Message message = ledger.send(conversation.nextSender(), 0);
        message.sender.send(message);
        return message;
    }

    void tell(Member member, String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        member.text(bytes, 0, bytes.length);
    }

    void tellAll(String frame) {
        conversation.members.forEach(member -> tell(member, frame));
    }

    /** The ack of the message, under the id of the same number. */
    static String ack(Message message, long seq) {
        return ack(message, message.clientMessageId.toString(), id(message), Long.toString(seq));
    }

    static String ack(Message message, String clientMessageId, String messageId, String seq) {
        return """
                {"type":"ack","id":"%d","messageId":"%s","clientMessageId":"%s","seq":%s,"sentAt":"now","checksum":"00",\
                "cursor":"epoch.%s"}""".formatted(message.number, messageId, clientMessageId, seq, seq);
    }

    static String update(Message message, long seq) {
        return update(message.body(), id(message), seq, "epoch." + seq);
    }

    static String update(String body, String messageId, long seq, String cursor) {
        return """
                {"type":"update","cursor":"%s","kind":"message.sent","data":{"messageId":"%s","conversationId":"tea",\
                "seq":%d,"senderId":"u","body":"%s","replyTo":null,"reactions":[{"emoji":"x","userIds":["u"]}],\
                "kind":"other","status":null}}""".formatted(cursor, messageId, seq, body);
    }

    static String id(Message message) {
        return "message-" + message.number;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public ServerFrames frames() {
        return frames;
    }

    @Override
    public void live(int more) {
        throw new AssertionError("nobody has a socket here");
    }

    @Override
    public void lost(Member member, int code, String why) {
        throw new AssertionError("nobody has a socket here");
    }

    @Override
    public void acked(Message message, long now) {
        // Counted by the ledger.
    }

    @Override
    public void delivered(Message message, Member member, long now) {
        // Counted by the ledger.
    }

    @Override
    public void done(Message message, long now) {
        done.add(message);
    }
}
