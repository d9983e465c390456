package connectly.bench.chat;

import connectly.bench.wire.JsonBytes;

/**
 * What the driver needs of a frame of the server, used anew for the next one. An update's message and an ack have their
 * fields under the same names, so here they have one place.
 */
final class ServerFrame {
    /** All of it; of a frame in a batch, the batch. */
    final Ascii text = new Ascii();

    final Ascii type = new Ascii();
    final Ascii id = new Ascii();
    final Ascii kind = new Ascii();
    final Ascii cursor = new Ascii();
    final Ascii conversationId = new Ascii();
    final Ascii messageId = new Ascii();
    final Ascii clientMessageId = new Ascii();
    final Ascii body = new Ascii();
    /** {@link JsonBytes#NONE} where it is null or absent. */
    long seq;

    void clear() {
        type.clear();
        id.clear();
        kind.clear();
        cursor.clear();
        conversationId.clear();
        messageId.clear();
        clientMessageId.clear();
        body.clear();
        seq = JsonBytes.NONE;
    }
}
