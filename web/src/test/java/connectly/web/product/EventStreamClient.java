package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One stream of Server-Sent Events. It reads nothing before {@link #read}, and then everything as it comes. */
final class EventStreamClient implements AutoCloseable {
    private final InputStream body;
    private final List<JsonNode> updates = new ArrayList<>();
    private final Thread reader = Thread.ofVirtual().unstarted(this::readAll);
    private @Nullable String id;
    private @Nullable String data;
    private @Nullable String lastId;
    private boolean broken;

    private EventStreamClient(InputStream body) {
        this.body = body;
    }

    /** Opens a stream that goes on after the cursor, as a program asks for it. */
    static EventStreamClient after(ApiClient who, String cursor) {
        return open(who, "?after=" + cursor, null);
    }

    /** Opens a stream as a browser does that was cut off: at the same address, with the last id it had. */
    static EventStreamClient back(ApiClient who, String firstCursor, String lastId) {
        return open(who, "?after=" + firstCursor, lastId);
    }

    private static EventStreamClient open(ApiClient who, String query, @Nullable String lastId) {
        HttpResponse<InputStream> answer = who.open("/api/v1/updates/stream" + query, request -> {
            request.setHeader("Accept", "text/event-stream");
            if (lastId != null) {
                request.setHeader("Last-Event-ID", lastId);
            }
        });
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new EventStreamClient(answer.body());
    }

    EventStreamClient read() {
        reader.start();
        return this;
    }

    private void readAll() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            synchronized (updates) {
                broken = true;
            }
        }
    }

    /** An event counts with the empty line that ends it, and so does its id: whoever is cut off before has neither. */
    private void take(String line) {
        synchronized (updates) {
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty()) {
                lastId = id;
                if (data != null) {
                    take(Json.parse(data));
                }
                data = null;
            }
        }
    }

    private void take(JsonNode update) {
        assertThat(update.path("cursor").asString())
                .as("the id of an event is its cursor")
                .isEqualTo(lastId);
        updates.add(update);
    }

    /** The updates so far, in order. */
    List<JsonNode> updates() {
        synchronized (updates) {
            return List.copyOf(updates);
        }
    }

    /** The last id so far; a stream begins with one. */
    String lastId() {
        Await.until(() -> idSoFar() != null, () -> "no id came");
        return String.valueOf(idSoFar());
    }

    private @Nullable String idSoFar() {
        synchronized (updates) {
            return lastId;
        }
    }

    /** Returns, in order, all updates so far, once one fits. */
    List<JsonNode> awaitUpdate(Predicate<JsonNode> fits) {
        Await.until(() -> updates().stream().anyMatch(fits), () -> "it did not come; so far " + updates());
        return updates();
    }

    /** Waits until the server has ended the stream, and returns whether it did so in order. */
    boolean awaitEnd() {
        Await.until(() -> !reader.isAlive(), () -> "the stream has not ended");
        synchronized (updates) {
            return !broken;
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
