package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who says one thing after the other. What is not answered they say again, under the same id, until it is: a
 * client in doubt has to.
 */
final class Chatter {
    private final Person who;
    private final String conversation;
    private final boolean overSocket;
    private final List<String> acknowledged = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> talk = new CompletableFuture<>();
    private @Nullable RawSocket socket;
    private volatile boolean over;

    private Chatter(Person who, String conversation, boolean overSocket) {
        this.who = who;
        this.conversation = conversation;
        this.overSocket = overSocket;
    }

    static Chatter overHttp(Person who, String conversation) {
        return new Chatter(who, conversation, false).start();
    }

    static Chatter overSocket(Person who, String conversation) {
        return new Chatter(who, conversation, true).start();
    }

    private Chatter start() {
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; !over; i++) {
                    say(who.username() + " " + i);
                }
                talk.complete(null);
            } catch (RuntimeException | Error e) {
                talk.completeExceptionally(e);
            } finally {
                hangUp();
            }
        });
        return this;
    }

    private void say(String body) {
        String id = UUID.randomUUID().toString();
        Await.until(() -> isAnswered(id, body), () -> "no answer to " + body);
    }

    private boolean isAnswered(String id, String body) {
        try {
            JsonNode ack = overSocket
                    ? ackOverSocket(id, body)
                    : who.send(conversation, id, body).json();
            assertThat(ack.path("messageId").isString()).as("%s", ack).isTrue();
            synchronized (acknowledged) {
                acknowledged.add(ack.path("messageId").asString() + " " + body);
            }
            return true;
        } catch (UncheckedIOException e) {
            hangUp();
            return false;
        }
    }

    private JsonNode ackOverSocket(String id, String body) {
        RawSocket open = socket;
        if (open == null) {
            open = RawSocket.open(who.api());
            socket = open;
        }
        open.write(RawFrame.text(Json.write(SocketClient.message(id, conversation, id, body)))
                .masked());
        JsonNode answer = open.next();
        while (!answer.path("id").asString("").equals(id)) {
            answer = open.next();
        }
        return answer;
    }

    private void hangUp() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    int acknowledged() {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    /** Waits until this many more were acknowledged. */
    void awaitMore(int count) {
        int enough = acknowledged() + count;
        Await.until(() -> acknowledged() >= enough || talk.isDone(), () -> "only " + acknowledged());
        if (talk.isDone()) {
            talk.join();
        }
    }

    /** Stops after what is being said, and gives everything that was acknowledged, as its message id and its text. */
    List<String> stop() {
        over = true;
        talk.join();
        return List.copyOf(acknowledged);
    }
}
