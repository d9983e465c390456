package connectly.eventlog;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Finds damage by a hash of each row, kept apart from the file since it was sound. */
final class RowHashes implements DamageFinder {
    private static final List<String> ROWS = List.of(
            "SELECT position, event_id, type, time, tags, metadata, payload FROM event NOT INDEXED ORDER BY position",
            "SELECT id, name, version FROM event_type NOT INDEXED ORDER BY id",
            "SELECT tag_hash, type, position FROM event_tag ORDER BY tag_hash, type, position");

    private final List<String> sound;

    private RowHashes(List<String> sound) {
        this.sound = sound;
    }

    static RowHashes of(Path file) throws SQLException {
        return new RowHashes(hashes(file));
    }

    @Override
    public Optional<String> damageIn(Path file) {
        try {
            List<String> now = hashes(file);
            for (int row = 0; row < Math.min(now.size(), sound.size()); row++) {
                if (!now.get(row).equals(sound.get(row))) {
                    return Optional.of("row " + row + " has changed");
                }
            }
            return now.size() == sound.size() ? Optional.empty() : Optional.of("rows are missing, or were added");
        } catch (SQLException e) {
            return Optional.of("the rows cannot be read: " + e.getMessage());
        }
    }

    private static List<String> hashes(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        List<String> hashes = new ArrayList<>();
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : ROWS) {
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        hashes.add(hash(row));
                    }
                }
            }
        }
        return hashes;
    }

    private static String hash(ResultSet row) throws SQLException {
        MessageDigest digest = sha256();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            byte @Nullable [] value = row.getBytes(column);
            byte[] bytes = value == null ? new byte[0] : value;
            // With its length, so that a byte cannot move from one column into the next unseen.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
