package connectly.eventlog.merkle;

import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash: 32 bytes, immutable. Its text is base64, as in checkpoints and proofs. */
public final class Hash {
    /** The length of every hash. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static Hash of(byte[] bytes) {
        return owning(bytes.clone());
    }

    /** Without a copy: the caller must forget the array. */
    static Hash owning(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes);
    }

    static Hash parse(String base64) throws InvalidEvidenceException {
        byte[] bytes = StrictText.base64(base64);
        if (bytes.length != BYTES) {
            throw new InvalidEvidenceException("A hash does not have 32 bytes.");
        }
        return new Hash(bytes);
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** For the package's own hashing: never to be changed. */
    byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
