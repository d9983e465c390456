package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.eventlog.EventLog;
import connectly.web.feed.Eventually;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's hashes over HTTP, for whoever knows nothing but the verifier key. */
class TransparencyOverHttpTest {
    /** Enough for a full tile, a partial one, and a level above them. */
    private static final int MESSAGES = 300;

    private static final String FOR_EVER = "max-age=31536000, public, immutable";

    @TempDir
    static Path directory;

    private static EdgeServer server;
    private static EventLog log;
    private static OutsideAuditor auditor;

    @BeforeAll
    static void fillALogOfMoreThanATile() {
        server = EdgeServer.startWhole(directory, Map.of());
        log = server.context.getBean(EventLog.class);
        assertThat(server.client().get("/log/checkpoint").status())
                .as("nothing is signed before there is anything")
                .isEqualTo(404);
        new Talker(server).sayMuch(MESSAGES);
        auditor = new OutsideAuditor(server.at("/log/"), log.verifierKey().toString());
        Eventually.holds(
                "everything has a checkpoint",
                () -> log.checkpoint()
                        .filter(note -> note.toString().contains("\n" + log.head() + "\n"))
                        .isPresent());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTilesGiveTheSignedRootAndHaveTheHashOfEveryEvent() {
        OutsideAuditor.Checkpoint checkpoint = auditor.checkpoint();
        List<byte[]> leaves = auditor.level(0, checkpoint.size());

        assertThat(checkpoint.size()).isEqualTo(log.head()).isGreaterThan(MESSAGES);
        assertThat(Base64.getEncoder().encodeToString(OutsideAuditor.root(leaves)))
                .isEqualTo(checkpoint.root());
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(leaves.get(i))
                    .as("event %d", i + 1)
                    .isEqualTo(OutsideAuditor.leaf(log.leaf(i + 1).orElseThrow()));
        }
    }

    @Test
    void theLevelAboveHasTheRootOfEachFullTile() {
        long size = auditor.checkpoint().size();
        List<byte[]> leaves = auditor.level(0, size);
        List<byte[]> above = auditor.level(1, size);

        assertThat(above).isNotEmpty().hasSize((int) size / 256);
        for (int i = 0; i < above.size(); i++) {
            assertThat(above.get(i)).isEqualTo(OutsideAuditor.root(leaves.subList(i * 256, (i + 1) * 256)));
        }
    }

    @Test
    void aFullTileIsStillServedAsTheTileThatItWas() {
        byte[] full = auditor.fetch("tile/0/000").body();

        assertThat(auditor.fetch("tile/0/000.p/7").body()).isEqualTo(Arrays.copyOf(full, 7 * 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile",
                "tile/",
                "tile/0",
                "tile/0/000/",
                "tile/entries/000",
                "tile/data/000",
                // Written in another way than the one.
                "tile/00/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/0000",
                "tile/0/x000/000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/07",
                "tile/0/000.p/256",
                "tile/0/000.P/7",
                "tile/0/%30%30%30",
                "/%6cog/tile/0/000",
                // Of a larger tree.
                "tile/0/999",
                "tile/1/000",
                "tile/1/000.p/255",
                "tile/7/000",
                "tile/63/000.p/1",
                "tile/64/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "nothing"
            })
    void whatIsNoTileOfTheTreeIsNotFoundAndMayComeYet(String path) {
        assertThat(auditor.ask("GET", "tile/0/000").statusCode()).isEqualTo(200);

        HttpResponse<byte[]> answer = auditor.ask("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "tile/0/000", "tile/0/000.p/7"})
    void itIsTheSameForEverybodyAndRemembersNobody(String path) {
        HttpResponse<byte[]> answer = auditor.fetch(path);
        HttpResponse<byte[]> head = auditor.ask("HEAD", path);
        var unknown = server.client()
                .get("/log/" + path, "Authorization", "Bearer cly_unknown", "X-Correlation-Id", "mine-3");

        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin", "vary");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.header("X-Correlation-Id")).contains("mine-3");
    }

    @Test
    void aCheckpointIsAskedForAnewAndATileKeptForAYear() {
        HttpResponse<byte[]> checkpoint = auditor.fetch("checkpoint");
        HttpResponse<byte[]> full = auditor.fetch("tile/0/000");

        assertThat(header(checkpoint, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(header(checkpoint, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(full, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(full, "Cache-Control")).isEqualTo(FOR_EVER);
        assertThat(header(auditor.fetch("tile/0/000.p/7"), "Cache-Control")).isEqualTo(FOR_EVER);
    }

    @Test
    void nobodyWritesThere() {
        String[] admin = {"Authorization", "Bearer " + EdgeServer.ADMIN_TOKEN};

        for (String method : List.of("POST", "PUT", "DELETE")) {
            assertThat(server.client()
                            .send(method, "/log/checkpoint", "{}", admin)
                            .status())
                    .as(method)
                    .isBetween(401, 405);
        }
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
