package connectly.eventlog.merkle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Signs notes with an Ed25519 key. Safe for many threads. */
public final class NoteSigner {
    /** The length of {@link #secret()}. */
    public static final int SECRET_BYTES = 64;

    private static final int SEED_BYTES = 32;

    private final PrivateKey key;
    private final VerifierKey verifierKey;

    private NoteSigner(PrivateKey key, VerifierKey verifierKey) {
        this.key = key;
        this.verifierKey = verifierKey;
    }

    /**
     * A new key.
     *
     * @param name by custom the origin of the log; not empty, without spaces and plus
     * @throws IllegalArgumentException if the name is none
     */
    public static NoteSigner generate(String name) {
        checkName(name);
        try {
            KeyPair pair = KeyPairGenerator.getInstance(VerifierKey.ALGORITHM).generateKeyPair();
            return new NoteSigner(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /**
     * The signer whose {@link #secret()} was kept. The name is not in the secret.
     *
     * @throws IllegalArgumentException if the name is none, or the secret is not 64 bytes whose halves belong together
     */
    public static NoteSigner restore(String name, byte[] secret) {
        checkName(name);
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a signing key has 64 bytes, not " + secret.length);
        }
        byte[] seed = Arrays.copyOf(secret, SEED_BYTES);
        try {
            PrivateKey key = KeyFactory.getInstance(VerifierKey.ALGORITHM)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            VerifierKey verifierKey = VerifierKey.of(name, Arrays.copyOfRange(secret, SEED_BYTES, SECRET_BYTES));
            // A signature under a public key that is not the seed's could give the seed away.
            byte[] probe = name.getBytes(StandardCharsets.UTF_8);
            if (!verifierKey.verifies(probe, signature(key, probe))) {
                throw new IllegalArgumentException("the halves of the signing key do not belong together");
            }
            return new NoteSigner(key, verifierKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the signing key is damaged", e);
        }
    }

    /**
     * The key, to be kept where nobody else can read it: the 32 bytes of RFC 8032's private key, then the 32 bytes of
     * the public key, which the JDK cannot compute from the first.
     */
    public byte[] secret() {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        byte[] secret = Arrays.copyOf(seed, SECRET_BYTES);
        System.arraycopy(verifierKey.key(), 0, secret, SEED_BYTES, SEED_BYTES);
        return secret;
    }

    /** What outsiders need to verify what this signs. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * Signs a text of one or more lines.
     *
     * @throws IllegalArgumentException if it does not end with a newline, has another control character, or half a
     *     character
     */
    public SignedNote sign(String text) {
        try {
            return SignedNote.of(text, verifierKey, signature(key, text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static byte[] signature(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(VerifierKey.ALGORITHM);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    private static void checkName(String name) {
        if (!StrictText.isName(name)) {
            throw new IllegalArgumentException("a key's name is not empty and has no space and no plus");
        }
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("Ed25519 is not to be had", e);
    }
}
