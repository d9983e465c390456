package connectly.web.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** What a product that was started with metrics tells of itself, in the text format of Prometheus. */
record Metrics(RunningProduct product) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{[^}]*})? ([^ ]+)$");

    /** The sum over all labels. */
    double sum(String name) {
        return SAMPLE.matcher(text())
                .results()
                .filter(sample -> sample.group(1).equals(name))
                .mapToDouble(sample -> Double.parseDouble(sample.group(2)))
                .reduce(Double::sum)
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    /** The events in the log since its start. */
    long events() {
        return (long) sum("connectly_log_events_total");
    }

    /** Sockets, streams and polls that wait. */
    long connections() {
        return (long) sum("connectly_connections");
    }

    private String text() {
        try {
            return HTTP.send(HttpRequest.newBuilder(product.metricsUri()).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
