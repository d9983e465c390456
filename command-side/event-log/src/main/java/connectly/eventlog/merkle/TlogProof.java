package connectly.eventlog.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file that proves to whoever holds the log's verifier key that a leaf is in the log, without asking anybody:
 * <a href="https://c2sp.org/tlog-proof">tlog-proof</a>, by custom named {@code *.tlog-proof}.
 *
 * @param extra for the reader; nothing vouches for it; empty if there is none
 * @param index of the leaf, from 0
 * @param path the inclusion proof at the checkpoint's size
 * @param checkpoint a signed checkpoint, as the log published it
 */
// Extra data is handed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record TlogProof(byte[] extra, long index, List<Hash> path, SignedNote checkpoint) {
    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1\n";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final byte[] NO_EXTRA = {};

    /** A longer path belongs to no tree. */
    private static final int MAX_PATH = 63;

    /** @throws IllegalArgumentException if the index is negative or the path longer than any tree is high */
    public TlogProof {
        if (index < 0 || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("no proof: index " + index + ", " + path.size() + " hashes");
        }
        path = List.copyOf(path);
    }

    /** A proof without extra data. */
    public TlogProof(long index, List<Hash> path, SignedNote checkpoint) {
        this(NO_EXTRA, index, path, checkpoint);
    }

    /**
     * Reads a proof, believing none of it.
     *
     * @throws InvalidEvidenceException if it is not a well-formed proof of at most 1 MiB
     */
    public static TlogProof parse(byte[] file) throws InvalidEvidenceException {
        String text = StrictText.utf8(file);
        int blankLine = text.indexOf("\n\n");
        if (!text.startsWith(FIRST_LINE) || blankLine < FIRST_LINE.length()) {
            throw new InvalidEvidenceException("The file is not a tlog-proof of version 1.");
        }
        List<String> lines = new ArrayList<>(
                List.of(text.substring(FIRST_LINE.length(), blankLine).split("\n", MAX_PATH + 3)));
        byte[] extra = lines.getFirst().startsWith(EXTRA) ? extra(lines.removeFirst()) : NO_EXTRA;
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new InvalidEvidenceException("The proof does not say which leaf.");
        }
        long index = StrictText.decimal(lines.removeFirst().substring(INDEX.length()));
        if (lines.size() > MAX_PATH) {
            throw new InvalidEvidenceException("The proof is longer than any tree is high.");
        }
        List<Hash> path = new ArrayList<>();
        for (String line : lines) {
            path.add(Hash.parse(line));
        }
        return new TlogProof(extra, index, path, SignedNote.parse(text.substring(blankLine + 2)));
    }

    private static byte[] extra(String line) throws InvalidEvidenceException {
        byte[] extra = StrictText.base64(line.substring(EXTRA.length()));
        if (extra.length == 0) {
            throw new InvalidEvidenceException("The proof has an empty line of extra data.");
        }
        return extra;
    }

    /**
     * Checks the checkpoint's signature and that the leaf is in its tree.
     *
     * @param leaf the data of the leaf, not its hash
     * @return the checkpoint
     * @throws InvalidEvidenceException if either does not hold
     */
    public Checkpoint verify(byte[] leaf, VerifierKey key) throws InvalidEvidenceException {
        Checkpoint signed = Checkpoint.open(checkpoint, key);
        if (!Proofs.isIncluded(new TreeHasher().leaf(leaf), index, signed.size(), path, signed.root())) {
            throw new InvalidEvidenceException("The proof does not lead from the leaf to the checkpoint's root.");
        }
        return signed;
    }

    /** The file, in UTF-8. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(FIRST_LINE);
        if (extra.length > 0) {
            text.append(EXTRA).append(Base64.getEncoder().encodeToString(extra)).append('\n');
        }
        text.append(INDEX).append(index).append('\n');
        path.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString().getBytes(StandardCharsets.UTF_8);
    }
}
