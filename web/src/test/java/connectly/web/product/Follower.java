package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who comes and goes, and keeps every update they were told, over whatever line. They always come back with the
 * cursor of the last one they have.
 */
final class Follower implements AutoCloseable {
    /** How they are told. */
    enum Means {
        SOCKET,
        STREAM,
        POLL
    }

    /** How they go. */
    enum Parting {
        /** With a goodbye. */
        ORDERLY,
        /** Without a word. */
        CUT,
        /** Not at all as far as the server knows: the line stays open, and they no longer look at it. */
        UNNOTICED
    }

    private final ApiClient api;
    private final List<String> messages = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private final List<Line> unnoticed = new ArrayList<>();
    private String cursor;
    private @Nullable Line line;

    private Follower(ApiClient api, String cursor) {
        this.api = api;
        this.cursor = cursor;
    }

    /** Somebody who follows from now on. */
    static Follower from(Person who) {
        return new Follower(
                who.api(), who.api().get("/api/v1/updates").expect(200).field("cursor"));
    }

    void come(Means means) {
        line = switch (means) {
            case SOCKET -> new SocketLine(SocketClient.resume(api, cursor));
            case STREAM -> new StreamLine(EventStreamClient.after(api, cursor).read());
            case POLL -> new PollLine(api, cursor);
        };
    }

    /** Waits until so many updates have come since {@link #come}. */
    void await(int updates) {
        current().await(told -> told.size() >= updates);
    }

    /** Waits until this text has come. */
    void await(String body) {
        current().await(told -> told.stream().anyMatch(update -> body(update).equals(body)));
    }

    /** Keeps what has come, and goes. */
    void go(Parting parting) {
        Line left = current();
        line = null;
        switch (parting) {
            case ORDERLY -> left.close();
            case CUT -> left.cut();
            case UNNOTICED -> unnoticed.add(left);
        }
        for (JsonNode update : left.told()) {
            cursor = update.path("cursor").asString();
            cursors.add(cursor);
            if (SocketClient.isUpdate(update, "message.sent")) {
                messages.add(message(update.path("data")));
            }
        }
    }

    /** Comes back for what is left, up to this text. */
    void catchUp(String last) {
        if (messages.isEmpty() || !messages.getLast().endsWith(" " + last)) {
            come(Means.SOCKET);
            await(last);
            go(Parting.ORDERLY);
        }
    }

    /** Checks that what they were told is this history: all of it, once, in order. */
    void assertHasExactly(List<JsonNode> history) {
        assertThat(messages).isEqualTo(history.stream().map(Follower::message).toList());
        assertThat(cursors).doesNotHaveDuplicates();
    }

    private static String message(JsonNode message) {
        return message.path("seq").asLong() + " " + message.path("body").asString("");
    }

    private static String body(JsonNode update) {
        return update.path("data").path("body").asString("");
    }

    private Line current() {
        return Objects.requireNonNull(line, "they are away");
    }

    @Override
    public void close() {
        unnoticed.forEach(Line::cut);
        if (line != null) {
            line.cut();
        }
    }

    private interface Line {
        void await(Predicate<List<JsonNode>> enough);

        /** The updates so far. */
        List<JsonNode> told();

        void cut();

        void close();
    }

    private record SocketLine(SocketClient socket) implements Line {
        @Override
        public void await(Predicate<List<JsonNode>> enough) {
            Await.until(() -> enough.test(told()), () -> "so far " + told().size() + ", and beside " + others());
        }

        private List<JsonNode> others() {
            return socket.frames().stream()
                    .filter(frame -> !SocketClient.isType(frame, "update"))
                    .toList();
        }

        @Override
        public List<JsonNode> told() {
            return socket.frames().stream()
                    .filter(frame -> SocketClient.isType(frame, "update"))
                    .toList();
        }

        @Override
        public void cut() {
            socket.cut();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private record StreamLine(EventStreamClient stream) implements Line {
        @Override
        public void await(Predicate<List<JsonNode>> enough) {
            Await.until(() -> enough.test(told()), () -> "so far " + told().size());
        }

        @Override
        public List<JsonNode> told() {
            return stream.updates();
        }

        @Override
        public void cut() {
            stream.close();
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private static final class PollLine implements Line {
        private final ApiClient api;
        private final List<JsonNode> told = new ArrayList<>();
        private String cursor;

        PollLine(ApiClient api, String cursor) {
            this.api = api;
            this.cursor = cursor;
        }

        @Override
        public void await(Predicate<List<JsonNode>> enough) {
            Await.until(
                    () -> {
                        poll();
                        return enough.test(told);
                    },
                    () -> "so far " + told.size());
        }

        private void poll() {
            Answer answer =
                    api.get("/api/v1/updates?waitSeconds=5&after=" + cursor).expect(200);
            answer.json().path("updates").forEach(told::add);
            cursor = answer.field("cursor");
        }

        @Override
        public List<JsonNode> told() {
            return told;
        }

        @Override
        public void cut() {
            // Between two polls there is nothing to cut.
        }

        @Override
        public void close() {
            // As above.
        }
    }
}
