package connectly.web.product;

import connectly.web.contract.AsyncApi;
import connectly.web.contract.AsyncApi.Side;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One socket of a caller. It keeps every frame it was sent, those inside a batch one by one. */
final class SocketClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int MOST_TRIES = 20;

    private final Inbox inbox = new Inbox();
    private final WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    private SocketClient(ApiClient who, WebSocket.Builder builder, String ticket) {
        socket = builder.subprotocols("connectly.v1", "connectly.ticket." + ticket)
                .buildAsync(who.product().socketUri(), inbox)
                .orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Opens a socket whose feed starts now, and returns once the product has welcomed it. */
    static SocketClient connect(ApiClient who) {
        SocketClient client = open(who);
        client.awaitFrame(frame -> isType(frame, "welcome"));
        return client;
    }

    /**
     * Opens a socket whose feed continues after {@code cursor}. Opens another where it is told that it said so too late:
     * on a busy machine the answer to a ping may leave long before what this thread says.
     */
    static SocketClient resume(ApiClient who, String cursor) {
        for (int i = 0; i < MOST_TRIES; i++) {
            SocketClient client = open(who);
            client.send(Map.of("type", "resume", "cursor", cursor));
            client.send(Map.of("type", "ping"));
            client.awaitFrame(frame -> isType(frame, "pong"));
            if (client.frames().stream().noneMatch(SocketClient::isTooLate)) {
                return client;
            }
            client.cut();
        }
        throw new AssertionError("it was always too late to resume");
    }

    private static boolean isTooLate(JsonNode frame) {
        return isType(frame, "resync") && frame.path("reason").asString().equals("resumed-too-late");
    }

    /** The status with which the product refuses this handshake; fails when it does not refuse. */
    static int refusal(ApiClient who, String ticket, @Nullable String origin) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        return refusal(who, builder.subprotocols("connectly.v1", "connectly.ticket." + ticket));
    }

    /** As {@link #refusal(ApiClient, String, String)}, without any ticket. */
    static int refusalWithoutTicket(ApiClient who) {
        return refusal(who, as(who).subprotocols("connectly.v1"));
    }

    private static int refusal(ApiClient who, WebSocket.Builder builder) {
        try {
            WebSocket opened =
                    builder.buildAsync(who.product().socketUri(), new Inbox()).join();
            opened.abort();
            throw new AssertionError("the handshake was accepted");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Opens a socket with a ticket taken before. */
    static SocketClient with(ApiClient who, String ticket) {
        return new SocketClient(who, as(who), ticket);
    }

    private static SocketClient open(ApiClient who) {
        return with(who, who.socketTicket());
    }

    /** A browser always sends its cookies and where the page came from; a program sends neither. */
    private static WebSocket.Builder as(ApiClient who) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (who.isBrowser()) {
            builder.header("Origin", who.product().origin()).header("Cookie", who.cookieHeader());
        }
        return builder;
    }

    static boolean isType(JsonNode frame, String type) {
        return frame.path("type").asString("").equals(type);
    }

    static boolean isUpdate(JsonNode frame, String kind) {
        return isType(frame, "update") && frame.path("kind").asString("").equals(kind);
    }

    /** The subprotocol the product selected. */
    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a frame that is documented. */
    void send(Object frame) {
        String text = Json.write(frame);
        AsyncApi.ofProduct().nameOf(Side.CLIENT, text);
        sendAsItIs(text);
    }

    /** Sends a text frame that may be bad, after everything sent before it. */
    synchronized void sendAsItIs(String text) {
        sending = sending.thenCompose(previous -> socket.sendText(text, true));
    }

    /** Sends a message and returns the answer to it, an ack or a reject. */
    JsonNode sendMessage(String id, String conversationId, String clientMessageId, String body) {
        send(message(id, conversationId, clientMessageId, body));
        return awaitAnswer(id);
    }

    static Map<String, String> message(String id, String conversationId, String clientMessageId, String body) {
        return Map.of(
                "type", "send",
                "id", id,
                "conversationId", conversationId,
                "clientMessageId", clientMessageId,
                "body", body);
    }

    /** The ack or the reject of the frame that had this id. */
    JsonNode awaitAnswer(String id) {
        return awaitFrame(frame -> (isType(frame, "ack") || isType(frame, "reject"))
                && frame.path("id").asString("").equals(id));
    }

    /** The reject that answers this frame, which may be bad. */
    JsonNode rejection(String text) {
        int before = (int) inbox.count(frame -> isType(frame, "reject"));
        sendAsItIs(text);
        JsonNode reject =
                awaitFrames(before + 1, frame -> isType(frame, "reject")).get(before);
        ProblemRules.checkProblem(reject.path("problem"));
        return reject;
    }

    /** The first frame, of those received and those to come, that fits. */
    JsonNode awaitFrame(Predicate<JsonNode> fits) {
        return awaitFrames(1, fits).getFirst();
    }

    /** Returns, in order, all frames that fit, once there are at least this many. */
    List<JsonNode> awaitFrames(int count, Predicate<JsonNode> fits) {
        return inbox.await(count, fits);
    }

    /** Everything received so far, in order. */
    List<JsonNode> frames() {
        return inbox.snapshot();
    }

    /** The same as they came: those of a batch in one text. */
    List<String> texts() {
        synchronized (inbox.frames) {
            return List.copyOf(inbox.texts);
        }
    }

    /** The code with which the product closed this socket. */
    int awaitClose() {
        return inbox.closeCode
                .orTimeout(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** What the product said with that code. */
    String closeReason() {
        awaitClose();
        return inbox.closeReason;
    }

    /** Sends a text in two parts. */
    synchronized void sendInParts(String first, String second) {
        sending = sending.thenCompose(previous -> socket.sendText(first, false))
                .thenCompose(previous -> socket.sendText(second, true));
    }

    synchronized void sendBinary(byte... bytes) {
        sending = sending.thenCompose(previous -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Hangs up without a word. */
    void cut() {
        socket.abort();
    }

    /**
     * Closes as a browser does when its page goes away, and returns once nothing more can arrive. Whatever came must have
     * been documented.
     */
    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .handle((closed, failure) -> null)
                .join();
        inbox.closeCode
                .completeOnTimeout(-1, 5, TimeUnit.SECONDS)
                .handle((code, failure) -> null)
                .join();
        socket.abort();
        texts().forEach(text -> AsyncApi.ofProduct().nameOf(Side.SERVER, text));
    }

    /** Receives: puts the parts of a text together, unpacks batches, and wakes whoever waits. */
    private static final class Inbox implements WebSocket.Listener {
        private final List<JsonNode> frames = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private volatile String closeReason = "";

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String text = partial.toString();
                JsonNode frame = Json.parse(text);
                partial.setLength(0);
                synchronized (frames) {
                    texts.add(text);
                    AsyncApi.unpacked(frame).forEach(frames::add);
                    frames.notifyAll();
                }
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeReason = reason;
            ended(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended(-1);
        }

        private void ended(int code) {
            closeCode.complete(code);
            synchronized (frames) {
                frames.notifyAll();
            }
        }

        List<JsonNode> snapshot() {
            synchronized (frames) {
                return List.copyOf(frames);
            }
        }

        long count(Predicate<JsonNode> fits) {
            return snapshot().stream().filter(fits).count();
        }

        List<JsonNode> await(int count, Predicate<JsonNode> fits) {
            long start = System.nanoTime();
            List<JsonNode> found = new ArrayList<>();
            int looked = 0;
            synchronized (frames) {
                while (true) {
                    for (; looked < frames.size(); looked++) {
                        if (fits.test(frames.get(looked))) {
                            found.add(frames.get(looked));
                        }
                    }
                    if (found.size() >= count) {
                        return found;
                    }
                    waitForMore(start, () -> found.size() + " of " + count + " frames came; the last were " + tail());
                }
            }
        }

        private void waitForMore(long start, Supplier<String> state) {
            if (closeCode.isDone()) {
                throw new AssertionError("closed with " + closeCode.join() + "; " + state.get());
            }
            long left = Await.DEADLINE.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (left <= 0) {
                throw new AssertionError("not in time: " + state.get());
            }
            waitAtMost(left);
        }

        private void waitAtMost(long millis) {
            try {
                frames.wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private List<JsonNode> tail() {
            return frames.subList(Math.max(0, frames.size() - 20), frames.size());
        }
    }
}
