package connectly.eventlog.sealing;

import connectly.eventlog.EventLogException;
import connectly.eventlog.sealing.MasterKey.WrongKeyException;
import connectly.eventlog.sqlite.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one log, in a file of their own, each wrapped by the {@link MasterKey}. A new key is on disk before
 * anything is sealed with it; a destroyed one is never made again.
 *
 * <p>Safe for any thread; one at a time works on the file.
 */
public final class KeyStore implements AutoCloseable {
    private static final int KEY_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyTable table;
    private MasterKey master;

    private KeyStore(KeyTable table, MasterKey master) {
        this.table = table;
        this.master = master;
    }

    /**
     * Opens the keys of a log, and makes the file if the log is new.
     *
     * @param log the id of the log
     * @param logIsEmpty whether the log holds nothing yet: only then may the file be missing
     * @throws EventLogException with one sentence if the keys are missing, of another log, or wrapped by another master
     *     key
     */
    public static KeyStore open(Path file, MasterKey master, String log, boolean logIsEmpty) {
        if (!logIsEmpty) {
            requireThere(file);
        }
        Connection connection = KeySchema.FILE.openForWriting(file, fresh -> insertInfo(fresh, log));
        KeyStore keys = new KeyStore(new KeyTable(connection), master);
        try {
            keys.requireFit(file, log);
            return keys;
        } catch (EventLogException e) {
            keys.close();
            throw e;
        }
    }

    /**
     * Makes sure that a master key opens the keys of a log, without changing anything: the server may run.
     *
     * @throws EventLogException with one sentence if the keys are missing, of another log, or wrapped by another master
     *     key
     */
    public static void requireOpens(Path file, MasterKey master, String log) {
        requireThere(file);
        try (Connection connection = SqliteFile.openForReading(file)) {
            var _ = KeySchema.FILE.requireOurs(connection, file);
            var _ = hasTagKey(new KeyTable(connection), master, file, log);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static void requireThere(Path file) {
        if (!Files.exists(file)) {
            throw new EventLogException(
                    "The key file %s is missing: without it nothing that people wrote can be read.".formatted(file)
                            + " Restore it from its backup.");
        }
    }

    private static void insertInfo(Connection connection, String log) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO key_info (id, log, created_at) VALUES (1, ?, ?)")) {
            insert.setString(1, log);
            insert.setLong(2, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    private void requireFit(Path file, String log) {
        if (!hasTagKey(table, master, file, log)) {
            require(KeyName.TAGS);
        }
    }

    /** The key that every file has from its first opening on shows whether the master key is the right one. */
    private static boolean hasTagKey(KeyTable table, MasterKey master, Path file, String log) {
        try {
            if (!table.log().equals(log)) {
                throw new EventLogException("The key file %s belongs to another log.".formatted(file));
            }
            byte[] tags = table.find(KeyName.TAGS);
            if (tags != null) {
                var _ = master.unwrap(tags, purpose(KeyName.TAGS));
            }
            return tags != null;
        } catch (WrongKeyException e) {
            throw new EventLogException(
                    "The master key does not open the key file %s: it is not the one that it was made with."
                            .formatted(file),
                    e);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * The key of that name, made if there never was one.
     *
     * @throws ErasedException if it was destroyed
     */
    synchronized byte[] require(KeyName name) {
        return require(name, KeyStore::newKey);
    }

    private synchronized byte[] require(KeyName name, Supplier<byte[]> fresh) {
        byte[] known = find(name);
        if (known != null) {
            return known;
        }
        try {
            if (table.isDestroyed(name)) {
                throw new ErasedException();
            }
            byte[] key = fresh.get();
            table.add(name, master.wrap(key, purpose(name)));
            return key;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static byte[] newKey() {
        byte[] key = new byte[KEY_LENGTH];
        RANDOM.nextBytes(key);
        return key;
    }

    /** The key of that name; null where it was destroyed, or is in no file that is left. */
    synchronized byte @Nullable [] find(KeyName name) {
        try {
            byte[] wrapped = table.find(name);
            return wrapped == null ? null : master.unwrap(wrapped, purpose(name));
        } catch (WrongKeyException e) {
            throw new EventLogException("A key was changed in its file.", e);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * The secret that signs the log's checkpoints, the same at every start.
     *
     * @param fresh makes it the first time
     */
    public byte[] signingSecret(Supplier<byte[]> fresh) {
        return require(KeyName.SIGNING, fresh);
    }

    /** On return the keys are gone from the disk, as far as a program can see. */
    synchronized void destroy(List<KeyName> names) {
        try {
            table.destroy(names);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    synchronized List<KeyName> contextsBefore(YearMonth month) {
        try {
            return table.contextsBefore(month.toString());
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /**
     * Wraps every key with another master key, all or none; no other file is touched.
     *
     * @return how many keys there are
     */
    public synchronized int rewrap(MasterKey next) {
        try {
            Map<KeyName, byte[]> wrapped = new LinkedHashMap<>();
            for (Map.Entry<KeyName, byte[]> key : table.all().entrySet()) {
                String purpose = purpose(key.getKey());
                wrapped.put(key.getKey(), next.wrap(master.unwrap(key.getValue(), purpose), purpose));
            }
            table.replace(wrapped);
            master = next;
            return wrapped.size();
        } catch (WrongKeyException e) {
            throw new EventLogException("A key was changed in its file; no key was wrapped anew.", e);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static String purpose(KeyName name) {
        return name.kind() + "/" + name.subject() + "/" + name.period();
    }

    private static EventLogException unusable(SQLException e) {
        return new EventLogException("The key file cannot be read or written.", e);
    }

    @Override
    public synchronized void close() {
        try {
            table.close();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }
}
