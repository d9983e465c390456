package connectly.eventlog.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and who signed it: <a href="https://c2sp.org/signed-note">signed-note</a>. The text is for nobody to see who
 * has no key that verifies it, hence {@link #verifiedText}.
 */
public final class SignedNote {
    private static final String SIGNATURE_START = "\u2014 ";
    private static final int MAX_SIGNATURES = 100;

    private final String text;
    private final List<Line> signatures;

    private SignedNote(String text, List<Line> signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /** A signature line; other algorithms than ours may have any length. */
    // A signature is handed from its line to the verifier and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Line(String name, int keyId, byte[] signature) {
        static Line parse(String line) throws InvalidEvidenceException {
            String[] parts = line.split(" ", -1);
            if (!line.startsWith(SIGNATURE_START) || parts.length != 3 || !StrictText.isName(parts[1])) {
                throw new InvalidEvidenceException("A signature line of the note is malformed.");
            }
            byte[] bytes = StrictText.base64(parts[2]);
            if (bytes.length <= Integer.BYTES) {
                throw new InvalidEvidenceException("A signature of the note is too short.");
            }
            return new Line(
                    parts[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        }

        boolean isOf(VerifierKey key) {
            return keyId == key.keyId() && name.equals(key.name());
        }

        @Override
        public String toString() {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .putInt(keyId)
                    .put(signature)
                    .array();
            return SIGNATURE_START + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        }
    }

    /** @throws IllegalArgumentException if no note can have this text */
    static SignedNote of(String text, VerifierKey key, byte[] signature) {
        if (!text.endsWith("\n") || !StrictText.isNoteText(text)) {
            throw new IllegalArgumentException("a note's text ends with a newline and has no other control character");
        }
        return new SignedNote(text, List.of(new Line(key.name(), key.keyId(), signature)));
    }

    /**
     * Reads a note, believing none of it.
     *
     * @throws InvalidEvidenceException if it is not a well-formed note of at most 1 MiB and 100 signatures
     */
    public static SignedNote parse(byte[] note) throws InvalidEvidenceException {
        return parse(StrictText.utf8(note));
    }

    static SignedNote parse(String note) throws InvalidEvidenceException {
        int blankLine = note.lastIndexOf("\n\n");
        if (blankLine < 0 || !note.endsWith("\n") || !StrictText.isNoteText(note)) {
            throw new InvalidEvidenceException("The note is not a text, a blank line and signatures.");
        }
        String[] lines = note.substring(blankLine + 2).split("\n", MAX_SIGNATURES + 2);
        if (lines.length > MAX_SIGNATURES + 1) {
            throw new InvalidEvidenceException("The note has more than 100 signatures.");
        }
        List<Line> signatures = new ArrayList<>();
        // What follows the last newline is empty.
        for (String line : Arrays.copyOf(lines, Math.max(1, lines.length - 1))) {
            signatures.add(Line.parse(line));
        }
        return new SignedNote(note.substring(0, blankLine + 1), List.copyOf(signatures));
    }

    /**
     * The text, which the holder of this key signed. Signatures of other keys are ignored.
     *
     * @throws InvalidEvidenceException if there is no signature of this key, or one that does not verify
     */
    public String verifiedText(VerifierKey key) throws InvalidEvidenceException {
        List<Line> ofKey = signatures.stream().filter(line -> line.isOf(key)).toList();
        if (ofKey.isEmpty()) {
            throw new InvalidEvidenceException("The note is not signed by the key.");
        }
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        for (Line line : ofKey) {
            if (!key.verifies(message, line.signature)) {
                throw new InvalidEvidenceException("The note's signature is not valid.");
            }
        }
        return text;
    }

    /** The note as it is stored and served, in UTF-8. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The note as text. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }
}
