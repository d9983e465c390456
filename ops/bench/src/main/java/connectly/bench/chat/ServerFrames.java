package connectly.bench.chat;

import connectly.bench.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the frames of the contract, those in a batch one by one. */
final class ServerFrames {
    private static final byte[] FRAMES = ascii("frames");
    private static final byte[] DATA = ascii("data");
    private static final byte[] SEQ = ascii("seq");
    private static final byte[] TYPE = ascii("type");
    private static final byte[] ID = ascii("id");
    private static final byte[] KIND = ascii("kind");
    private static final byte[] CURSOR = ascii("cursor");
    private static final byte[] CONVERSATION_ID = ascii("conversationId");
    private static final byte[] MESSAGE_ID = ascii("messageId");
    private static final byte[] CLIENT_MESSAGE_ID = ascii("clientMessageId");
    private static final byte[] BODY = ascii("body");

    private final JsonBytes json = new JsonBytes();
    private final ServerFrame whole = new ServerFrame();
    private final ServerFrame part = new ServerFrame();

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Has every frame taken; each is good during its call only. */
    void read(byte[] bytes, int from, int to, Consumer<ServerFrame> taker) {
        try {
            frame(bytes, from, to, taker);
        } catch (IllegalArgumentException e) {
            throw new Fault("The server sent a broken frame. " + e.getMessage());
        }
    }

    private void frame(byte[] bytes, int from, int to, Consumer<ServerFrame> taker) {
        json.reset(bytes, from, to);
        whole.clear();
        whole.text.set(bytes, from, to);
        if (!json.enter('{')) {
            throw new Fault("The server sent what is no frame: " + whole.text);
        }
        boolean batch = false;
        while (json.field()) {
            if (json.is(FRAMES) && json.enter('[')) {
                batch = true;
                each(bytes, from, to, taker);
            } else {
                value(bytes, whole);
            }
        }
        if (!batch) {
            taker.accept(whole);
        }
    }

    private void each(byte[] bytes, int from, int to, Consumer<ServerFrame> taker) {
        while (json.element()) {
            part.clear();
            part.text.set(bytes, from, to);
            if (json.enter('{')) {
                while (json.field()) {
                    value(bytes, part);
                }
                taker.accept(part);
            } else {
                json.skip();
            }
        }
    }

    private void value(byte[] bytes, ServerFrame frame) {
        if (json.is(DATA) && json.enter('{')) {
            // Its own fields of these names mean something else.
            while (json.field()) {
                ofMessage(bytes, frame);
            }
        } else if (json.is(TYPE)) {
            string(bytes, frame.type);
        } else if (json.is(ID)) {
            string(bytes, frame.id);
        } else if (json.is(KIND)) {
            string(bytes, frame.kind);
        } else if (json.is(CURSOR)) {
            string(bytes, frame.cursor);
        } else {
            ofMessage(bytes, frame);
        }
    }

    private void ofMessage(byte[] bytes, ServerFrame frame) {
        if (json.is(SEQ)) {
            frame.seq = json.number();
        } else if (json.is(CONVERSATION_ID)) {
            string(bytes, frame.conversationId);
        } else if (json.is(MESSAGE_ID)) {
            string(bytes, frame.messageId);
        } else if (json.is(CLIENT_MESSAGE_ID)) {
            string(bytes, frame.clientMessageId);
        } else if (json.is(BODY)) {
            string(bytes, frame.body);
        } else {
            json.skip();
        }
    }

    private void string(byte[] bytes, Ascii place) {
        if (json.string()) {
            place.set(bytes, json.from(), json.to());
        }
    }
}
