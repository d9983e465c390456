package connectly.web.socket;

import connectly.web.conversations.Fields;
import connectly.web.receipts.Receipts;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The frames that say what was received and read. They have no ack: the update that tells it is one. */
final class ReceiptCommands {
    private final Receipts receipts;

    ReceiptCommands(Receipts receipts) {
        this.receipts = receipts;
    }

    CompletableFuture<Void> read(UUID reader, InboundFrame frame) {
        Fields fields = new Fields();
        UUID conversation = fields.requiredId("conversationId", frame.conversationId());
        fields.throwIfAny();
        return receipts.read(reader, conversation, frame.seq());
    }

    CompletableFuture<Void> received(UUID receiver, InboundFrame frame) {
        return receipts.received(receiver, frame.cursor());
    }
}
