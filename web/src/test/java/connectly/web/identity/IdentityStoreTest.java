package connectly.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.web.settings.StartupFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-00000000000b");

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();
    private final List<Object> events = new ArrayList<>();
    private IdentityDatabase database;
    private Sessions sessions;
    private AccessTokens tokens;
    private Callers callers;

    @BeforeEach
    void open() {
        database = IdentityDatabase.open(directory);
        sessions = new Sessions(database, clock, events::add);
        tokens = new AccessTokens(database, clock, events::add);
        callers = new Callers(sessions, tokens, null);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void theDatabaseSyncsEveryCommitOfItsWriteAheadLog() {
        assertThat(database.<String>write(
                        sql -> sql.fetchSingle("PRAGMA journal_mode").get(0, String.class)))
                .isEqualTo("wal");
        assertThat(database.<Integer>write(
                        sql -> sql.fetchSingle("PRAGMA synchronous").get(0, Integer.class)))
                .isEqualTo(2);
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedAndStaysAsItWas() {
        addMigration("3");

        assertThatThrownBy(() -> IdentityDatabase.open(directory))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("The identity database %s was written by a newer version of Connectly."
                        .formatted(directory.resolve("identity.db")));

        assertThat(migrations()).containsExactly("1", "2", "3");
    }

    /** As a version would leave it that knows one migration more. */
    private void addMigration(String version) {
        database.write(sql -> sql.execute("""
                INSERT INTO flyway_schema_history
                SELECT ?, ?, 'from the future', type, 'V' || ? || '__future.sql', checksum, installed_by, installed_on, 1, 1
                FROM flyway_schema_history WHERE version = '1'""", Integer.parseInt(version), version, version));
        assertThat(migrations()).last().isEqualTo(version);
    }

    private List<String> migrations() {
        return database.read(sql -> sql.fetch("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
                .getValues("version", String.class);
    }

    @Test
    void aSessionOutlivesTheProcess() throws SQLException {
        String token = sessions.begin(ALICE).token();
        database.close();

        open();

        assertThat(sessions.use(token)).map(Session::userId).contains(ALICE);
    }

    @Test
    void noTokenIsInTheFiles() throws IOException, SQLException {
        String session = sessions.begin(ALICE).token();
        String token = tokens.issue(ALICE, "laptop", Scope.ALL).token();
        database.close();

        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(session, token);
            }
        }
        open();
    }

    @Test
    void anIdleSessionEnds() {
        String token = sessions.begin(ALICE).token();

        clock.forward(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.use(token)).isPresent();
        clock.forward(Sessions.IDLE.minusSeconds(1));
        assertThat(sessions.use(token)).as("the use before kept it").isPresent();
        clock.forward(Sessions.IDLE);
        assertThat(sessions.use(token)).isEmpty();
        assertThat(sessions.of(ALICE)).isEmpty();
    }

    @Test
    void aSessionInDailyUseEndsAfterItsLongestTime() {
        String token = sessions.begin(ALICE).token();
        for (long days = 1; days < Sessions.LONGEST.toDays(); days++) {
            clock.forward(Duration.ofDays(1));
            assertThat(sessions.use(token)).isPresent();
        }

        clock.forward(Duration.ofDays(1));

        assertThat(sessions.use(token)).isEmpty();
    }

    @Test
    void aRevokedSessionIsAnnouncedAndAnothersIsNotTouched() {
        UUID alices = sessions.begin(ALICE).session().sessionId();

        assertThat(sessions.revoke(BOB, alices)).isFalse();
        assertThat(events).isEmpty();
        assertThat(sessions.revoke(ALICE, alices)).isTrue();
        assertThat(events).containsExactly(new SessionsRevoked(ALICE, Set.of(alices)));
        assertThat(sessions.use(alices)).isEmpty();
    }

    @Test
    void aRevokedTokenIsAnnouncedAndCountsNoMore() {
        var issued = tokens.issue(ALICE, "laptop", Set.of(Scope.READ));
        Caller caller = callers.byBearer(issued.token()).orElseThrow();
        assertThat(caller.scopes()).containsExactly(Scope.READ);
        assertThat(callers.stillCounts(caller)).isTrue();

        assertThat(tokens.revoke(ALICE, issued.tokenId())).isTrue();

        assertThat(events).containsExactly(new SessionsRevoked(ALICE, Set.of(issued.tokenId())));
        assertThat(callers.byBearer(issued.token())).isEmpty();
        assertThat(callers.stillCounts(caller)).isFalse();
        assertThat(tokens.revoke(ALICE, issued.tokenId())).isFalse();
    }

    @Test
    void ofManyCredentialsThoseAreToldThatStillCount() {
        List<Caller> many = Stream.generate(() -> sessionOf(ALICE)).limit(1_001).toList();
        Caller ended = sessionOf(BOB);
        sessions.revoke(BOB, credential(ended));
        Caller program =
                callers.byBearer(tokens.issue(BOB, "laptop", Scope.ALL).token()).orElseThrow();
        Caller revoked =
                callers.byBearer(tokens.issue(BOB, "stolen", Scope.ALL).token()).orElseThrow();
        tokens.revoke(BOB, credential(revoked));

        Set<UUID> counting = callers.countingCredentials(
                Stream.concat(many.stream(), Stream.of(ended, program, revoked)).toList());

        assertThat(counting).hasSize(1_002).doesNotContain(credential(ended), credential(revoked));
        assertThat(counting)
                .contains(credential(program))
                .containsAll(many.stream().map(IdentityStoreTest::credential).toList());
    }

    @Test
    void askingForManyCredentialsKeepsThemAlive() {
        Caller program =
                callers.byBearer(tokens.issue(BOB, "laptop", Scope.ALL).token()).orElseThrow();
        List<Caller> both = List.of(sessionOf(ALICE), program);
        clock.forward(Sessions.IDLE.minusSeconds(1));

        callers.countingCredentials(both);

        assertThat(tokens.of(BOB)).extracting(AccessToken::lastUsedAt).containsExactly(clock.instant());
        clock.forward(Sessions.IDLE.minusSeconds(1));
        assertThat(callers.countingCredentials(both)).hasSize(2);
        clock.forward(Sessions.IDLE);
        assertThat(callers.countingCredentials(both)).as("but the idle session").containsExactly(credential(program));
    }

    private static UUID credential(Caller caller) {
        return Objects.requireNonNull(caller.credentialId());
    }

    @Test
    void ofManyWhoShowATicketOneGetsIn() throws Exception {
        var tickets = new SocketTickets(clock, callers);
        String ticket = tickets.issue(sessionOf(ALICE)).ticket();
        int many = 16;
        var together = new CountDownLatch(many);
        Callable<Boolean> redeem = () -> {
            together.countDown();
            together.await();
            return tickets.redeem(ticket).isPresent();
        };

        int admitted = 0;
        try (var threads = Executors.newFixedThreadPool(many)) {
            for (var result : threads.invokeAll(Collections.nCopies(many, redeem))) {
                admitted += result.get() ? 1 : 0;
            }
        }

        assertThat(admitted).isEqualTo(1);
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        var tickets = new SocketTickets(clock, callers);
        String used = tickets.issue(sessionOf(ALICE)).ticket();
        String late = tickets.issue(sessionOf(ALICE)).ticket();

        clock.forward(Duration.ofSeconds(29));
        assertThat(tickets.redeem(used)).map(Caller::userId).contains(ALICE);
        clock.forward(Duration.ofSeconds(1));
        assertThat(tickets.redeem(late)).isEmpty();
        assertThat(tickets.redeem("never issued")).isEmpty();
    }

    @Test
    void aTicketOfARevokedSessionOpensNothing() {
        var tickets = new SocketTickets(clock, callers);
        Caller caller = sessionOf(ALICE);
        String ticket = tickets.issue(caller).ticket();

        UUID session = caller.credentialId();
        assertThat(session).isNotNull();
        sessions.revoke(ALICE, session);

        assertThat(tickets.redeem(ticket)).isEmpty();
    }

    @Test
    void aRehashDoesNotUndoAPasswordChangedMeanwhile() {
        var credentials = new Credentials(database, clock);
        credentials.add(ALICE, "old");

        credentials.replace(ALICE, "old", "new");
        credentials.replace(ALICE, "old", "rehashed old");

        assertThat(credentials.hashOf(ALICE)).contains("new");
        credentials.remove(ALICE);
        assertThat(credentials.hashOf(ALICE)).isEmpty();
    }

    private Caller sessionOf(UUID userId) {
        return callers.byCookie(sessions.begin(userId).token()).orElseThrow();
    }
}
