package connectly.bench.chat;

import connectly.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that prepare a load and look at what became of it. Not for what is measured. */
final class Api {
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI root;

    /** @param origin such as {@code http://127.0.0.1:8080} */
    Api(URI origin) {
        root = origin.resolve("/api/v1/");
    }

    User bot(String adminToken, String username) {
        JsonNode bot = post("bots", adminToken, Map.of("username", username, "displayName", username));
        return new User(bot.path("userId").asString(), bot.path("token").asString());
    }

    /** Makes a group and returns its id; the first of its members makes it. */
    String group(String title, List<User> members) {
        List<String> others = members.stream().skip(1).map(User::id).toList();
        Map<String, Object> form = Map.of("kind", "group", "title", title, "memberIds", others);
        return post("conversations", members.getFirst().token(), form)
                .path("conversationId")
                .asString();
    }

    String ticket(User user) {
        return post("socket-tickets", user.token(), Map.of()).path("ticket").asString();
    }

    /** One page of what was said after {@code seq}, the oldest first. */
    JsonNode messages(User user, String conversationId, long after, int limit) {
        return answer(
                request("conversations/%s/messages?after=%d&limit=%d".formatted(conversationId, after, limit), user)
                        .build());
    }

    private HttpRequest.Builder request(String path, User user) {
        return HttpRequest.newBuilder(root.resolve(path)).header("Authorization", "Bearer " + user.token());
    }

    private JsonNode post(String path, String token, Map<String, ?> form) {
        return answer(HttpRequest.newBuilder(root.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(form)))
                .build());
    }

    private JsonNode answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / HUNDRED != SUCCESS) {
                throw new BenchException("%s %s was answered %d: %s"
                        .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new BenchException("The server does not answer at %s.".formatted(root), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }
}
