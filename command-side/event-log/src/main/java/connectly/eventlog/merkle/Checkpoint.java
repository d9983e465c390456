package connectly.eventlog.merkle;

import java.util.List;

/**
 * What a log says of itself at one moment, to be signed: <a href="https://c2sp.org/tlog-checkpoint">tlog-checkpoint</a>.
 *
 * <p>Stricter than the specification in two ways, for it reads only what this software writes. Extension lines are
 * refused: no monitor could audit what they say. The origin is the name of the key that signs.
 *
 * @param origin which log; a name as keys have it, by custom a URL without its scheme
 * @param size how many leaves it has
 * @param root of the tree of this size
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final int LINES = 3;

    /** @throws IllegalArgumentException if the origin is no name or the size is negative */
    public Checkpoint {
        if (!StrictText.isName(origin) || size < 0) {
            throw new IllegalArgumentException("no checkpoint: the origin is no name or the size is negative");
        }
    }

    /** The note that says it, signed. */
    public SignedNote signedBy(NoteSigner signer) {
        if (!signer.verifierKey().name().equals(origin)) {
            throw new IllegalArgumentException("a checkpoint is signed by the key of its origin");
        }
        return signer.sign(text());
    }

    /**
     * The checkpoint in a note.
     *
     * @throws InvalidEvidenceException if this key did not sign it, or it is no checkpoint of the log with this key
     */
    public static Checkpoint open(SignedNote note, VerifierKey key) throws InvalidEvidenceException {
        Checkpoint checkpoint = parse(note.verifiedText(key));
        if (!checkpoint.origin.equals(key.name())) {
            throw new InvalidEvidenceException("The checkpoint is of another log than its key.");
        }
        return checkpoint;
    }

    /** Three lines: origin, size in decimal, root in base64. */
    String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    static Checkpoint parse(String text) throws InvalidEvidenceException {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() != LINES + 1 || !lines.getLast().isEmpty()) {
            throw new InvalidEvidenceException("A checkpoint does not have exactly three lines.");
        }
        if (!StrictText.isName(lines.getFirst())) {
            throw new InvalidEvidenceException("The origin of a checkpoint is not a name without spaces.");
        }
        return new Checkpoint(lines.getFirst(), StrictText.decimal(lines.get(1)), Hash.parse(lines.get(2)));
    }
}
