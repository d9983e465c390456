package connectly.eventlog.sealing;

import connectly.eventlog.EventLogException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Seals and unseals content, hides private tags, and erases by destroying keys. Safe for any thread. */
public final class Sealer {
    private static final int TAG_LENGTH = MasterKey.TAG_BITS / Byte.SIZE;
    private static final String MAC = "HmacSHA256";

    /** One a thread, as a single one would be a bottleneck and seeding takes long. */
    private static final ThreadLocal<SecureRandom> RANDOM = ThreadLocal.withInitial(SecureRandom::new);

    /** One a thread, as finding an implementation takes longer than the work on a short message. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Sealer::newCipher);

    private final KeyStore store;
    private final ContentKeys keys;
    private final SecretKeySpec tagKey;

    public Sealer(KeyStore store) {
        this.store = store;
        this.keys = new ContentKeys(store);
        this.tagKey = new SecretKeySpec(store.require(KeyName.TAGS), MAC);
    }

    /**
     * Seals content for good, under the keys of its scope and of the month of its time.
     *
     * @param id of the event that it belongs to; it opens under no other
     * @param timeMillis of the event, milliseconds since 1970
     * @return a header that names the keys, and the ciphertext
     * @throws ErasedException if the author was erased or the month has expired
     */
    public byte[] seal(ContentScope scope, long timeMillis, String id, byte[] content) {
        YearMonth month = scope.context() == null ? null : month(timeMillis);
        byte[] header = SealedContent.header(scope, month);
        byte[] nonce = new byte[MasterKey.NONCE_LENGTH];
        RANDOM.get().nextBytes(nonce);
        byte[] sealed = Arrays.copyOf(header, header.length + nonce.length + content.length + TAG_LENGTH);
        System.arraycopy(nonce, 0, sealed, header.length, nonce.length);
        try {
            var _ = cipher(Cipher.ENCRYPT_MODE, keys.sealing(scope, month), nonce, header, id)
                    .doFinal(content, 0, content.length, sealed, header.length + nonce.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * The content as it was sealed; null if a key of it was destroyed.
     *
     * @throws EventLogException if it is not what was sealed for this event
     */
    public byte @Nullable [] unseal(String id, byte[] stored) {
        SealedContent sealed = SealedContent.parse(stored);
        SecretKey key = keys.unsealing(sealed.scope(), sealed.month());
        if (key == null) {
            return null;
        }
        int start = sealed.headerLength();
        byte[] nonce = Arrays.copyOfRange(stored, start, start + MasterKey.NONCE_LENGTH);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, sealed.header(), id)
                    .doFinal(stored, start + nonce.length, stored.length - start - nonce.length);
        } catch (AEADBadTagException e) {
            throw new EventLogException("The content of event %s is not what was sealed.".formatted(id), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static YearMonth month(long timeMillis) {
        return YearMonth.from(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC));
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header, String id)
            throws GeneralSecurityException {
        Cipher cipher = CIPHER.get();
        cipher.init(mode, key, new GCMParameterSpec(MasterKey.TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** What stands in the log for the value of a private tag: HMAC-SHA256 in hex, equal for equal values only. */
    public String hidden(String tagKey, String value) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(this.tagKey);
            mac.update(tagKey.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0x1F);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Erases everything that this author ever wrote, wherever it is kept. */
    public void eraseAuthor(String author) {
        keys.destroy(List.of(KeyName.author(author)));
    }

    /**
     * Erases everything with a context that was written before a month.
     *
     * @return how many keys, each of one context and one month, were destroyed
     */
    public int eraseBefore(YearMonth month) {
        List<KeyName> names = store.contextsBefore(month);
        keys.destroy(names);
        return names.size();
    }

    /** Erases what was written in one context in one month. */
    public void eraseMonth(String context, YearMonth month) {
        keys.destroy(List.of(KeyName.context(context, month)));
    }
}
