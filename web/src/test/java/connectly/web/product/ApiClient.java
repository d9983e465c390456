package connectly.web.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One caller of the HTTP interface: a browser, which keeps cookies and sends the CSRF token, or a program, which sends
 * its bearer token. Every refusal it receives is held to {@link ProblemRules}.
 */
final class ApiClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RunningProduct product;
    private final @Nullable String bearer;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private @Nullable Csrf csrf;

    /** The header and the token that a browser adds to what changes state. */
    private record Csrf(String headerName, String token) {}

    private ApiClient(RunningProduct product, @Nullable String bearer) {
        this.product = product;
        this.bearer = bearer;
    }

    /** A browser that nobody has logged in with. */
    static ApiClient browser(RunningProduct product) {
        return new ApiClient(product, null);
    }

    /** A program with an access token. */
    static ApiClient program(RunningProduct product, String token) {
        product.secrets().add(token);
        return new ApiClient(product, token);
    }

    RunningProduct product() {
        return product;
    }

    /** The access token of a program. */
    String token() {
        return Objects.requireNonNull(bearer, "a browser has none");
    }

    boolean isBrowser() {
        return bearer == null;
    }

    /** The Cookie header a browser would send, empty when there is nothing to send. */
    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    Answer get(String path) {
        return exchange("GET", path, null, request -> {});
    }

    Answer post(String path, Object body) {
        return postText(path, Json.write(body), request -> {});
    }

    Answer put(String path, Object body) {
        return change("PUT", path, Json.write(body), request -> {});
    }

    /** Puts without a body. */
    Answer put(String path) {
        return change("PUT", path, null, request -> {});
    }

    Answer patch(String path, Object body) {
        return change("PATCH", path, Json.write(body), request -> {});
    }

    Answer delete(String path) {
        return change("DELETE", path, null, request -> {});
    }

    /** Posts a body as it stands, JSON or not; {@code more} may set further headers or replace one. */
    Answer postText(String path, String body, Consumer<HttpRequest.Builder> more) {
        return change("POST", path, body, more);
    }

    private Answer change(String method, String path, @Nullable String body, Consumer<HttpRequest.Builder> more) {
        // Asked for before the request takes its cookies: the answer may bring the cookie that the token belongs to.
        Csrf token = isBrowser() ? csrf() : null;
        return exchange(method, path, body, request -> {
            if (token != null) {
                request.setHeader(token.headerName(), token.token());
            }
            more.accept(request);
        });
    }

    /** One request with exactly these headers beside the cookies or the bearer token; no CSRF token is added. */
    Answer exchange(String method, String path, @Nullable String body, Consumer<HttpRequest.Builder> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(product.uri(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Await.DEADLINE);
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (bearer != null) {
            request.setHeader("Authorization", "Bearer " + bearer);
        }
        if (!cookies.isEmpty()) {
            request.setHeader("Cookie", cookieHeader());
        }
        headers.accept(request);
        Answer answer = send(request.build());
        if (answer.status() < 200 || answer.status() > 299) {
            ProblemRules.check(answer);
        }
        return answer;
    }

    /** Opens an answer that has no end of its own; the headers have come when this returns. */
    HttpResponse<InputStream> open(String path, Consumer<HttpRequest.Builder> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(product.uri(path)).timeout(Await.DEADLINE);
        if (bearer != null) {
            request.setHeader("Authorization", "Bearer " + bearer);
        }
        if (!cookies.isEmpty()) {
            request.setHeader("Cookie", cookieHeader());
        }
        headers.accept(request);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks for the CSRF token anew, as a page does when it is loaded or when the login changed. */
    void forgetCsrf() {
        csrf = null;
    }

    /** Takes a ticket for one socket. */
    String socketTicket() {
        String ticket = post("/api/v1/socket-tickets", Map.of()).expect(201).field("ticket");
        product.secrets().add(ticket);
        return ticket;
    }

    private Csrf csrf() {
        Csrf known = csrf;
        if (known != null) {
            return known;
        }
        Answer answer = get("/api/v1/csrf").expect(200);
        Csrf fresh = new Csrf(answer.field("headerName"), answer.field("token"));
        product.secrets().add(fresh.token());
        csrf = fresh;
        return fresh;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            keepCookies(response.headers().allValues("Set-Cookie"));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keepCookies(List<String> setCookies) {
        for (String setCookie : setCookies) {
            int equals = setCookie.indexOf('=');
            int end = setCookie.indexOf(';') < 0 ? setCookie.length() : setCookie.indexOf(';');
            String name = setCookie.substring(0, equals);
            String value = setCookie.substring(equals + 1, end);
            if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
                product.secrets().add(value);
            }
        }
    }
}
