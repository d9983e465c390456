package connectly.web.settings;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The keys this process works with. Staging and prod get them from the settings; dev makes each once and keeps it in
 * the data directory, readable by its owner only, so that a first start needs nothing and a restart changes nothing.
 */
public final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secretKey;
    private final byte[] masterKey;

    private Secrets(byte[] secretKey, byte[] masterKey) {
        this.secretKey = secretKey;
        this.masterKey = masterKey;
    }

    /**
     * The keys of these settings, made where dev has none yet.
     *
     * @throws StartupFailure when a key kept in the data directory cannot be made or read
     */
    public static Secrets of(Settings settings) {
        Secret secret = settings.secretKey();
        Secret master = settings.masterKey();
        String secretKey = secret != null ? secret.value() : kept(settings.dataDirectory(), "secret.key");
        String masterKey = master != null ? master.value() : kept(settings.dataDirectory(), "master.key");
        return new Secrets(
                secretKey.getBytes(StandardCharsets.UTF_8),
                decodeMasterKey(masterKey)
                        .orElseThrow(() -> new StartupFailure("The file master.key in " + settings.dataDirectory()
                                + " is damaged: it must hold 32 bytes in base64.")));
    }

    /** Signs what we hand to clients, such as CSRF tokens; losing it logs nobody out. */
    public byte[] secretKey() {
        return secretKey.clone();
    }

    /** 32 bytes that wrap the data keys in keys.db; losing it loses every message. */
    public byte[] masterKey() {
        return masterKey.clone();
    }

    static Optional<byte[]> decodeMasterKey(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return key.length == KEY_BYTES ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String kept(Path directory, String name) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            create(file);
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartupFailure(
                    "The data directory " + directory + " cannot be used: " + file + " cannot be written or read.", e);
        }
    }

    private static void create(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        // Born with its permissions: a chmod afterwards would leave a moment in which others may read it.
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
                var out = Channels.newOutputStream(channel)) {
            out.write((Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            // Another process of the same operator made it first; the lock on the data directory settles the rest.
            return;
        }
    }
}
