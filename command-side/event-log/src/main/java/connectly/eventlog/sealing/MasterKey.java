package connectly.eventlog.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The operator's key, which wraps every other one. It is never stored beside them. Wrapping is AES-256-GCM with a random
 * nonce, which comes first: 12 bytes, then the ciphertext, then the tag of 16 bytes.
 */
public final class MasterKey {
    /** Bytes of a master key. */
    public static final int LENGTH = 32;

    static final int NONCE_LENGTH = 12;
    static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private MasterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The key of these bytes.
     *
     * @throws IllegalArgumentException if there are not exactly {@link #LENGTH}
     */
    public static MasterKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a master key has %d bytes, not %d".formatted(LENGTH, bytes.length));
        }
        return new MasterKey(bytes);
    }

    /** @param purpose bound to the result: unwrapping under another purpose fails */
    byte[] wrap(byte[] secret, String purpose) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret);
            byte[] wrapped = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
            System.arraycopy(sealed, 0, wrapped, NONCE_LENGTH, sealed.length);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws WrongKeyException if another key wrapped it, or it was for another purpose, or it was changed */
    byte[] unwrap(byte[] wrapped, String purpose) throws WrongKeyException {
        if (wrapped.length < NONCE_LENGTH) {
            throw new WrongKeyException();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE_LENGTH), purpose)
                    .doFinal(wrapped, NONCE_LENGTH, wrapped.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new WrongKeyException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The key does not open what it was asked to open. */
    static final class WrongKeyException extends Exception {}
}
