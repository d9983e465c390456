package connectly.eventlog.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that content is sealed with, derived from the stored ones: HKDF-SHA256 (RFC 5869) with the author's key as
 * key material, the key of the context's month as salt, and a fixed info. So destroying either destroys them.
 *
 * <p>The most used ones are kept. Destroying takes the write lock, so that none that is being derived meanwhile comes
 * back after it.
 */
final class ContentKeys {
    private static final byte[] INFO = "connectly content 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_SALT = new byte[32];

    /** About 300 bytes each. */
    private static final int MOST_KEPT = 20_000;

    private record Name(
            String author,
            @Nullable String context,
            @Nullable YearMonth month) {}

    private final KeyStore store;
    private final Cache<Name, SecretKey> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    ContentKeys(KeyStore store) {
        this.store = store;
    }

    /** The key to seal with. @throws ErasedException if one that it is made of was destroyed */
    SecretKey sealing(ContentScope scope, @Nullable YearMonth month) {
        Name name = new Name(scope.author(), scope.context(), month);
        SecretKey known = kept.getIfPresent(name);
        return known != null
                ? known
                : locked(() -> {
                    byte[] author = store.require(KeyName.author(name.author()));
                    byte[] context = name.context() == null || month == null
                            ? NO_SALT
                            : store.require(KeyName.context(name.context(), month));
                    return keep(name, derived(author, context));
                });
    }

    /** The key to unseal with; null if one that it is made of is gone. */
    @Nullable SecretKey unsealing(ContentScope scope, @Nullable YearMonth month) {
        Name name = new Name(scope.author(), scope.context(), month);
        SecretKey known = kept.getIfPresent(name);
        return known != null
                ? known
                : this.<@Nullable SecretKey>locked(() -> {
                    byte[] author = store.find(KeyName.author(name.author()));
                    byte[] context = name.context() == null || month == null
                            ? NO_SALT
                            : store.find(KeyName.context(name.context(), month));
                    return author == null || context == null ? null : keep(name, derived(author, context));
                });
    }

    private interface Derivation<T extends @Nullable Object> {
        T get();
    }

    private <T extends @Nullable Object> T locked(Derivation<T> derivation) {
        lock.readLock().lock();
        try {
            return derivation.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private SecretKey keep(Name name, SecretKey key) {
        kept.put(name, key);
        return key;
    }

    private static SecretKey derived(byte[] author, byte[] context) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(author)
                                    .addSalt(context)
                                    .thenExpand(INFO, MasterKey.LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HKDF-SHA256", e);
        }
    }

    /** On return nothing that these keys sealed can be read any more. */
    void destroy(List<KeyName> names) {
        lock.writeLock().lock();
        try {
            store.destroy(names);
            kept.invalidateAll();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
