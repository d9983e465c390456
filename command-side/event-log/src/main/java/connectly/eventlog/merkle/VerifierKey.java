package connectly.eventlog.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What an outsider needs to check the notes of a log: the name of a key and the Ed25519 public key. Its text, which
 * people pass on, is {@code <name>+<key id>+<base64 of 0x01 and the 32 bytes of the key>}, the key id in 8 digits of
 * lower-case hexadecimal.
 */
public final class VerifierKey {
    static final String ALGORITHM = "Ed25519";

    /** What signed-note calls the signature type. */
    private static final byte TYPE_ED25519 = 1;

    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    /** RFC 8410: what precedes the 32 bytes in the X.509 encoding of every Ed25519 key. */
    private static final byte[] X509_START = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final PublicKey key;
    private final byte[] typedKey;

    private VerifierKey(String name, PublicKey key, byte[] typedKey) {
        this.name = name;
        this.key = key;
        this.typedKey = typedKey;
    }

    static VerifierKey of(String name, PublicKey key) {
        byte[] x509 = key.getEncoded();
        return new VerifierKey(name, key, typed(Arrays.copyOfRange(x509, X509_START.length, x509.length)));
    }

    /** @throws GeneralSecurityException if the bytes are no point of the curve */
    static VerifierKey of(String name, byte[] key) throws GeneralSecurityException {
        byte[] x509 = Arrays.copyOf(X509_START, X509_START.length + KEY_BYTES);
        System.arraycopy(key, 0, x509, X509_START.length, KEY_BYTES);
        PublicKey publicKey = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
        // The factory does not look at the point; a verifier does.
        Signature.getInstance(ALGORITHM).initVerify(publicKey);
        return of(name, publicKey);
    }

    /**
     * Reads a key's text.
     *
     * @throws InvalidEvidenceException if it is not the one text of an Ed25519 verifier key
     */
    public static VerifierKey parse(String text) throws InvalidEvidenceException {
        // Base64 may have a plus too; a name may not.
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !StrictText.isName(parts[0])) {
            throw new InvalidEvidenceException("The verifier key is malformed.");
        }
        byte[] typed = StrictText.base64(parts[2]);
        if (typed.length != 1 + KEY_BYTES || typed[0] != TYPE_ED25519) {
            throw new InvalidEvidenceException("The verifier key is not an Ed25519 key.");
        }
        try {
            VerifierKey key = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
            if (!key.toString().equals(text)) {
                throw new InvalidEvidenceException("The id of the verifier key does not fit its name and key.");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new InvalidEvidenceException("The verifier key is not an Ed25519 key.");
        }
    }

    /** By custom the origin of the log. */
    public String name() {
        return name;
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
    int keyId() {
        MessageDigest digest = TreeHasher.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest(typedKey)).getInt();
    }

    /** The 32 bytes of the public key, as in RFC 8032. */
    byte[] key() {
        return Arrays.copyOfRange(typedKey, 1, typedKey.length);
    }

    boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is not to be had", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return keyId();
    }

    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typedKey);
    }

    private static byte[] typed(byte[] key) {
        byte[] typed = new byte[1 + KEY_BYTES];
        typed[0] = TYPE_ED25519;
        System.arraycopy(key, 0, typed, 1, KEY_BYTES);
        return typed;
    }
}
