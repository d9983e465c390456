package connectly.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser as far as the API can tell: keeps cookies and, unless told otherwise, fetches a CSRF token before each
 * change. Cookies are kept by hand, because {@code java.net.http} would drop Secure ones over plain HTTP.
 */
final class EdgeClient {
    static final String PASSWORD = "correct horse battery";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final EdgeServer server;

    EdgeClient(EdgeServer server) {
        this.server = server;
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        String setCookie(String name) {
            return response.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst()
                    .orElse("");
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** With a CSRF token fetched for it. */
    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, withCsrf(headers));
    }

    Answer put(String path, @Nullable String body, String... headers) {
        return send("PUT", path, body, withCsrf(headers));
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, withCsrf(headers));
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, withCsrf(headers));
    }

    Answer register(String username) {
        return post("/api/v1/accounts", """
                {"username": "%s", "displayName": "Somebody", "password": "%s"}""".formatted(username, PASSWORD));
    }

    Answer logIn(String username, String password) {
        return post("/api/v1/sessions", """
                {"username": "%s", "password": "%s"}""".formatted(username, password));
    }

    EdgeClient registeredAs(String username) {
        expect(201, register(username));
        expect(201, logIn(username, PASSWORD));
        return this;
    }

    String accessToken(String body) {
        return expect(201, post("/api/v1/access-tokens", body)).text("token");
    }

    String csrfToken() {
        return expect(200, get("/api/v1/csrf")).text("token");
    }

    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + " but got " + answer.status() + ": "
                    + answer.response().body());
        }
        return answer;
    }

    Answer send(String method, String path, @Nullable String body, String... headers) {
        return send(
                method,
                server.at(path),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                headers);
    }

    Answer send(String method, URI address, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(address).method(method, body);
        if (!String.join(" ", headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty()) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private String[] withCsrf(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-CSRF-Token";
        all[headers.length + 1] = csrfToken();
        return all;
    }
}
