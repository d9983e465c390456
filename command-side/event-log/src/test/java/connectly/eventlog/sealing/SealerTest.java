package connectly.eventlog.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.eventlog.EventLogException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class SealerTest {
    private static final long IN_JUNE =
            Instant.parse("2026-06-30T23:59:59.999Z").toEpochMilli();
    private static final long IN_JULY =
            Instant.parse("2026-07-01T00:00:00.000Z").toEpochMilli();
    private static final ContentScope ANN_IN_ROOM = new ContentScope("ann", "room");
    private static final ContentScope BOB_IN_ROOM = new ContentScope("bob", "room");
    private static final ContentScope ANN_IN_HALL = new ContentScope("ann", "hall");
    private static final ContentScope ANN = new ContentScope("ann", null);

    @TempDir
    Path directory;

    private KeyStore keys;
    private Sealer sealer;

    @BeforeEach
    void open() {
        keys = KeyStore.open(directory.resolve("keys.db"), MasterKey.of(new byte[MasterKey.LENGTH]), "log", true);
        sealer = new Sealer(keys);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello", "👩‍👩‍👧‍👦 مرحبا"})
    void contentComesBackAsItWasAndIsNotToBeSeen(String text) {
        byte[] sealed = seal(ANN_IN_ROOM, IN_JUNE, text);

        assertThat(open(sealed)).isEqualTo(text);
        if (text.length() > 1) {
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(text.getBytes(UTF_8), StandardCharsets.ISO_8859_1));
        }
        assertThat(seal(ANN_IN_ROOM, IN_JUNE, text)).as("the same once more").isNotEqualTo(sealed);
    }

    @Test
    void itOpensAfterARestart() {
        byte[] sealed = seal(ANN_IN_ROOM, IN_JUNE, "hello");
        close();
        open();

        assertThat(open(sealed)).isEqualTo("hello");
    }

    @Test
    void erasingAnAuthorErasesThatAuthorAlone() {
        byte[] ofAnn = seal(ANN_IN_ROOM, IN_JUNE, "hello");
        byte[] name = seal(ANN, IN_JUNE, "Ann");
        byte[] ofBob = seal(BOB_IN_ROOM, IN_JUNE, "hello, too");
        assertThat(open(ofAnn)).as("its key is in use").isEqualTo("hello");

        sealer.eraseAuthor("ann");

        assertThat(sealer.unseal("event", ofAnn)).isNull();
        assertThat(sealer.unseal("event", name)).isNull();
        assertThat(open(ofBob)).isEqualTo("hello, too");
        assertThatThrownBy(() -> seal(ANN_IN_HALL, IN_JULY, "again")).isInstanceOf(ErasedException.class);
    }

    @Test
    void erasingBeforeAMonthErasesWhatWasWrittenInAContextBefore() {
        byte[] june = seal(ANN_IN_ROOM, IN_JUNE, "june");
        byte[] elsewhere = seal(ANN_IN_HALL, IN_JUNE, "june elsewhere");
        byte[] july = seal(ANN_IN_ROOM, IN_JULY, "july");
        byte[] name = seal(ANN, IN_JUNE, "Ann");

        assertThat(sealer.eraseBefore(YearMonth.of(2026, 7))).as("keys").isEqualTo(2);

        assertThat(sealer.unseal("event", june)).isNull();
        assertThat(sealer.unseal("event", elsewhere)).isNull();
        assertThat(open(july)).isEqualTo("july");
        assertThat(open(name)).as("has no age").isEqualTo("Ann");
        assertThatThrownBy(() -> seal(ANN_IN_ROOM, IN_JUNE, "late")).isInstanceOf(ErasedException.class);
    }

    @Test
    void erasingOneMonthOfOneContextLeavesTheOthers() {
        byte[] june = seal(ANN_IN_ROOM, IN_JUNE, "june");
        byte[] elsewhere = seal(ANN_IN_HALL, IN_JUNE, "june elsewhere");

        sealer.eraseMonth("room", YearMonth.of(2026, 6));

        assertThat(sealer.unseal("event", june)).isNull();
        assertThat(open(elsewhere)).isEqualTo("june elsewhere");
    }

    @Test
    void contentOfOneEventDoesNotOpenAsThatOfAnother() {
        byte[] sealed = seal(ANN_IN_ROOM, IN_JUNE, "hello");

        assertThatThrownBy(() -> sealer.unseal("another", sealed)).isInstanceOf(EventLogException.class);
    }

    @Test
    void noByteCanBeChangedUnseen() {
        byte[] sealed = seal(ANN_IN_ROOM, IN_JUNE, "hello");
        int refused = 0;
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            try {
                // A header that names keys which nobody has reads as erased.
                assertThat(sealer.unseal("event", changed)).isNull();
            } catch (EventLogException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(sealed.length / 2);
    }

    @Test
    void hiddenTagsAreEqualForEqualValuesOnly() {
        String ann = sealer.hidden("nickname", "ann");

        assertThat(ann).matches("[0-9a-f]{64}").isEqualTo(sealer.hidden("nickname", "ann"));
        assertThat(sealer.hidden("nickname", "bob")).isNotEqualTo(ann);
        assertThat(sealer.hidden("name", "ann")).isNotEqualTo(ann);
    }

    private byte[] seal(ContentScope scope, long time, String text) {
        return sealer.seal(scope, time, "event", text.getBytes(UTF_8));
    }

    private String open(byte[] sealed) {
        return new String(Objects.requireNonNull(sealer.unseal("event", sealed), "erased"), UTF_8);
    }
}
