package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.web.feed.Eventually;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/metrics.md promises to operators. */
class MetricsOverHttpTest {
    private static final int MESSAGES = 20;
    private static final int RACERS = 8;

    @TempDir
    static Path directory;

    private static EdgeServer server;
    private static Talker talker;

    @BeforeAll
    static void start() {
        server = EdgeServer.startWhole(directory, Map.of("MANAGEMENT_PORT", "0"));
        talker = new Talker(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Prometheus's text format, without comments: a sample a line, its labels part of its name here. */
    private record Scrape(Map<String, Double> samples) {
        private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{[^}]*})?) ([^ ]+)$");

        static Scrape now() {
            String text = server.client()
                    .send("GET", server.managementAt("/metrics"), BodyPublishers.noBody())
                    .response()
                    .body();
            return new Scrape(SAMPLE.matcher(text)
                    .results()
                    .collect(Collectors.toMap(sample -> sample.group(1), sample -> Double.valueOf(sample.group(2)))));
        }

        double of(String name) {
            return Objects.requireNonNull(samples.get(name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connectly_log_append_seconds_count",
                "connectly_log_append_seconds_sum",
                "connectly_log_commit_seconds_count",
                "connectly_log_commit_seconds_sum",
                "connectly_log_batch_count",
                "connectly_log_batch_sum",
                "connectly_log_source_cache_total{result=\"hit\"}"
            })
    void everyMessageMoves(String name) {
        Scrape before = Scrape.now();

        talker.sayMuch(MESSAGES);

        assertThat(Scrape.now().of(name)).isGreaterThan(before.of(name));
    }

    @Test
    void everyMessageIsAnEvent() {
        Scrape before = Scrape.now();

        talker.sayMuch(MESSAGES);

        assertThat(Scrape.now().of("connectly_log_events_total") - before.of("connectly_log_events_total"))
                .isEqualTo(MESSAGES);
    }

    @Test
    void whereNothingIsWrongNothingIsTold() {
        Scrape scrape = Scrape.now();

        assertThat(scrape.samples())
                .containsKeys(
                        "connectly_log_append_seconds_max",
                        "connectly_log_commit_seconds_max",
                        "connectly_log_batch_max",
                        "connectly_log_wal_bytes")
                .containsEntry("connectly_connections", 0.0)
                .containsEntry("connectly_log_queue", 0.0)
                .containsEntry("connectly_log_refused_total", 0.0)
                .containsEntry("connectly_log_wal_alarm", 0.0);
        assertThat(scrape.of("connectly_log_source_cache_total{result=\"miss\"}"))
                .isPositive();
    }

    /** Who decided before another's copy of the message was stored has decided on too little. */
    @Test
    void aDecisionThatLostARaceIsCountedAndSoIsItsRetry() {
        Scrape before = Scrape.now();

        Eventually.holds("a race is lost", () -> {
            talker.saySameAtOnce(UUID.randomUUID(), RACERS);
            return Scrape.now().of("connectly_log_conflicts_total") > before.of("connectly_log_conflicts_total");
        });

        assertThat(Scrape.now().of("connectly_commands_retries_total"))
                .isGreaterThan(before.of("connectly_commands_retries_total"));
    }
}
