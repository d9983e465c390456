package connectly.eventlog.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    private static final String ORIGIN = "log.example/chat";
    private static final int SIZE = 13;
    private static final int INDEX = 6;

    private final NoteSigner signer = NoteSigner.generate(ORIGIN);
    private final TreeHistory history =
            new TreeHistory(MerkleTree.EMPTY.append(NaiveTree.leaves(SIZE)).tree(), new Tiles());
    private final Checkpoint checkpoint = new Checkpoint(ORIGIN, SIZE, history.rootAt(SIZE));
    private final TlogProof proof =
            new TlogProof(INDEX, history.inclusionProof(INDEX, SIZE), checkpoint.signedBy(signer));

    @Test
    void aCheckpointIsThreeLines() throws InvalidEvidenceException {
        assertThat(checkpoint.text()).isEqualTo(ORIGIN + "\n13\n" + history.rootAt(SIZE) + "\n");
        assertThat(Checkpoint.open(checkpoint.signedBy(signer), signer.verifierKey()))
                .isEqualTo(checkpoint);
    }

    /** The example of tlog-checkpoint. */
    @Test
    void theCheckpointOfTheSpecificationIsRead() throws InvalidEvidenceException {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        assertThat(Checkpoint.parse(text).size()).isEqualTo(20_852_163);
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log\n1\n",
                "log\n1\n%s",
                "log\n1\n%s\nextension\n",
                "log\n1\n%s\n\n",
                "\n1\n%s\n",
                "my log\n1\n%s\n",
                "log\n01\n%s\n",
                "log\n+1\n%s\n",
                "log\n-1\n%s\n",
                "log\n\n%s\n",
                "log\n9223372036854775808\n%s\n",
                "log\n1\n \n",
                "log\n1\nAAAA\n",
                "log\n1\n%s \n"
            })
    void aCheckpointInAnotherFormIsRefused(String format) throws InvalidEvidenceException {
        String good = "log\n1\n%s\n".formatted(TreeHasher.EMPTY_ROOT);
        assertThat(Checkpoint.parse(good).text()).isEqualTo(good);

        assertInvalid(() -> Checkpoint.parse(format.replace("%s", TreeHasher.EMPTY_ROOT.toString())));
    }

    @Test
    void aCheckpointIsSignedByTheKeyOfItsOrigin() {
        NoteSigner other = NoteSigner.generate("other.example");

        assertThatThrownBy(() -> checkpoint.signedBy(other)).isInstanceOf(IllegalArgumentException.class);
        assertInvalid(() -> Checkpoint.open(other.sign(checkpoint.text()), other.verifierKey()));
    }

    @Test
    void aProofFileVerifiesAndComesBack() throws InvalidEvidenceException {
        assertThat(new String(proof.bytes(), UTF_8)).startsWith("c2sp.org/tlog-proof@v1\nindex 6\n");

        TlogProof read = TlogProof.parse(proof.bytes());
        assertThat(read.verify(NaiveTree.data(INDEX), signer.verifierKey())).isEqualTo(checkpoint);
        assertThat(read.bytes()).isEqualTo(proof.bytes());
    }

    @Test
    void extraDataIsHandedOn() throws InvalidEvidenceException {
        TlogProof withExtra = new TlogProof(new byte[] {1, 2}, INDEX, proof.path(), proof.checkpoint());
        assertThat(new String(withExtra.bytes(), UTF_8)).contains("@v1\nextra AQI=\nindex 6\n");

        TlogProof read = TlogProof.parse(withExtra.bytes());
        assertThat(read.extra()).isEqualTo(new byte[] {1, 2});
        assertThat(read.verify(NaiveTree.data(INDEX), signer.verifierKey())).isEqualTo(checkpoint);
    }

    @Test
    void theOnlyLeafOfATreeNeedsNoHashes() throws InvalidEvidenceException {
        Checkpoint one = new Checkpoint(ORIGIN, 1, history.rootAt(1));
        TlogProof alone = TlogProof.parse(new TlogProof(0, List.of(), one.signedBy(signer)).bytes());

        assertThat(alone.verify(NaiveTree.data(0), signer.verifierKey())).isEqualTo(one);
    }

    @Test
    void oneBitFlippedInAnyByteIsRefused() {
        byte[] good = proof.bytes();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 8);
            assertInvalid(() -> TlogProof.parse(bad).verify(NaiveTree.data(INDEX), signer.verifierKey()));
        }
    }

    @Test
    void anotherLeafOrKeyIsRefused() {
        assertInvalid(() -> proof.verify(NaiveTree.data(INDEX + 1), signer.verifierKey()));
        assertInvalid(() ->
                proof.verify(NaiveTree.data(INDEX), NoteSigner.generate(ORIGIN).verifierKey()));
    }

    @ParameterizedTest
    @CsvSource({
        "@v1, @v2",
        "'@v1\n', '@v1\n\n'",
        "'@v1\n', '@v1\r\n'",
        "'index 6', 'index 06'",
        "'index 6', 'index  6'",
        "'index 6\n', ''",
        "'index 6', 'extra \nindex 6'",
        "'index 6', 'extra AR==\nindex 6'",
        "'index 6', 'extra AQ==\nextra AQ==\nindex 6'",
        "'index 6', 'index 6\nextra AQ=='",
        "'index 6', 'index 6\nindex 6'",
        "'index 6', 'index 6\nAAAA'",
        "'\n\nlog', '\nlog'"
    })
    void aProofInAnotherFormIsRefused(String part, String instead) {
        String good = new String(proof.bytes(), UTF_8);
        String bad = good.replaceFirst(part, instead);
        assertThat(bad).isNotEqualTo(good);

        assertInvalid(() -> TlogProof.parse(bad.getBytes(UTF_8)));
    }

    @Test
    void aPathLongerThanAnyTreeIsHighIsRefused() {
        List<Hash> tooLong = Collections.nCopies(64, TreeHasher.EMPTY_ROOT);
        String bad = new String(proof.bytes(), UTF_8)
                .replace("index 6\n", "index 6\n" + (TreeHasher.EMPTY_ROOT + "\n").repeat(64));

        assertInvalid(() -> TlogProof.parse(bad.getBytes(UTF_8)));
        assertThatThrownBy(() -> new TlogProof(0, tooLong, proof.checkpoint()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertInvalid(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(InvalidEvidenceException.class);
    }
}
