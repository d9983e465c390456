package connectly.eventlog.merkle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** A key and a note that Go's sumdb/note publishes as its example. */
    private static final String EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String EXAMPLE_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final NoteSigner signer = NoteSigner.generate("log.example/chat");
    private final String note = signer.sign("one\n\ntwo\n").toString();

    @Test
    void theExampleOfAnotherImplementationVerifies() throws InvalidEvidenceException {
        SignedNote example = SignedNote.parse(EXAMPLE_NOTE.getBytes(UTF_8));

        assertThat(example.verifiedText(VerifierKey.parse(EXAMPLE_KEY)))
                .endsWith("then you don't know what your problem is.\n");
        assertThat(example).hasToString(EXAMPLE_NOTE);
    }

    @Test
    void aNoteComesBackWithItsText() throws InvalidEvidenceException {
        SignedNote read = SignedNote.parse(note.getBytes(UTF_8));

        assertThat(read.verifiedText(signer.verifierKey())).isEqualTo("one\n\ntwo\n");
        assertThat(read.bytes()).isEqualTo(note.getBytes(UTF_8));
        assertThat(note).matches("one\n\ntwo\n\n\u2014 log.example/chat [A-Za-z0-9+/]+=*\n");
    }

    @Test
    void oneBitFlippedInAnyByteIsRefused() {
        byte[] good = note.getBytes(UTF_8);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 8);
            assertInvalid(() -> SignedNote.parse(bad).verifiedText(signer.verifierKey()));
        }
    }

    @Test
    void aSignatureOfAnotherKeyIsNone() {
        VerifierKey sameName = NoteSigner.generate("log.example/chat").verifierKey();

        assertInvalid(() -> SignedNote.parse(note).verifiedText(sameName));
    }

    @Test
    void signaturesOfUnknownKeysAreIgnored() throws InvalidEvidenceException {
        String other =
                NoteSigner.generate("witness.example").sign("one\n\ntwo\n").toString();
        String longer = "\u2014 pq.example " + Base64.getEncoder().encodeToString(new byte[5_000]) + "\n";
        String both = note + signatureOf(other) + longer;

        assertThat(SignedNote.parse(both).verifiedText(signer.verifierKey())).isEqualTo("one\n\ntwo\n");
        assertThat(SignedNote.parse(both)).hasToString(both);
    }

    @Test
    void aSecondSignatureOfTheKeyThatIsNotValidSpoilsTheNote() {
        String wrong = signatureOf(signer.sign("three\n").toString());

        assertInvalid(() -> SignedNote.parse(note + wrong).verifiedText(signer.verifierKey()));
    }

    @Test
    void aHundredSignaturesAreReadAndNoMore() throws InvalidEvidenceException {
        String more = signatureOf(note).repeat(99);

        assertThat(SignedNote.parse(note + more)).hasToString(note + more);
        assertInvalid(() -> SignedNote.parse(note + more + signatureOf(note)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\n\n",
                "text\n— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA=",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n—name AAAAAAA=\n",
                "text\n\n— name  AAAAAAA=\n",
                "text\n\n— name AAAAAAA= \n",
                "text\n\n— na+me AAAAAAA=\n",
                "text\n\n— na\u00a0me AAAAAAA=\n",
                "text\n\n—  AAAAAAA=\n",
                "text\n\n— name \n",
                "text\n\n— name AAAAAA==\n",
                "text\n\n— name AAAAAAA\n",
                "text\n\n— name AAAAAAB=\n",
                "text\n\n— name AAAA-AA=\n",
                "te\txt\n\n— name AAAAAAA=\n",
                "te\u0000xt\n\n— name AAAAAAA=\n",
                "text\r\n\n— name AAAAAAA=\n"
            })
    void aMalformedNoteIsRefused(String malformed) {
        assertInvalid(() -> SignedNote.parse(malformed.getBytes(UTF_8)));
    }

    @Test
    void theMalformedNotesDifferFromAGoodOneOnlyInTheirFault() throws InvalidEvidenceException {
        assertThat(SignedNote.parse("text\n\n— name AAAAAAA=\n")).hasToString("text\n\n— name AAAAAAA=\n");
    }

    @Test
    void whatIsNotUtf8OrTooLongIsRefused() {
        assertInvalid(() -> SignedNote.parse("\u00e9\n\n- name AAAAAAA=\n".getBytes(ISO_8859_1)));
        assertInvalid(() -> SignedNote.parse(("x".repeat(1 << 20) + note).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no newline", "tab\t\n", "half \uD83D\n", "return\r\n"})
    void whatNoNoteMayHoldIsNotSigned(String text) {
        assertThatThrownBy(() -> signer.sign(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSignerIsRestoredFromItsSecret() throws InvalidEvidenceException {
        NoteSigner restored = NoteSigner.restore("log.example/chat", signer.secret());

        assertThat(restored.verifierKey()).isEqualTo(signer.verifierKey());
        assertThat(restored.sign("text\n").verifiedText(signer.verifierKey())).isEqualTo("text\n");
    }

    @Test
    void aSecretThatIsNotWholeIsRefused() {
        byte[] secret = signer.secret();
        for (int i = 0; i < secret.length; i++) {
            byte[] damaged = secret.clone();
            damaged[i] ^= 8;
            assertThatThrownBy(() -> NoteSigner.restore("log.example/chat", damaged))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> NoteSigner.restore("log.example/chat", Arrays.copyOf(secret, 63)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\nb", "a\u2003b", "a\u0085b", "\uD83D"})
    void aNameIsNotEmptyAndHasNoSpaceAndNoPlus(String name) {
        assertThatThrownBy(() -> NoteSigner.generate(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVerifierKeyComesBack() throws InvalidEvidenceException {
        assertThat(VerifierKey.parse(EXAMPLE_KEY)).hasToString(EXAMPLE_KEY);
        assertThat(VerifierKey.parse(signer.verifierKey().toString())).isEqualTo(signer.verifierKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"
            })
    void aVerifierKeyThatIsNotInItsOneFormIsRefused(String text) {
        assertInvalid(() -> VerifierKey.parse(text));
    }

    private static String signatureOf(String note) {
        return note.substring(note.lastIndexOf("\n\n") + 2);
    }

    private static void assertInvalid(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(InvalidEvidenceException.class);
    }
}
