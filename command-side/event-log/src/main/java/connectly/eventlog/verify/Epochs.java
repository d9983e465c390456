package connectly.eventlog.verify;

import connectly.eventlog.LogFormat;
import connectly.eventlog.merkle.InvalidEvidenceException;
import connectly.eventlog.merkle.VerifierKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stretches of the log's life: where each began, and the key that signs in it. */
final class Epochs {
    private final Map<Long, Epoch> byNumber = new HashMap<>();

    /** @param key null until it has signed for the first time */
    record Epoch(long number, long after, @Nullable VerifierKey key) {}

    private Epochs() {}

    /** Reads them; wrong is what no log of ours can have come to. */
    static Epochs read(Connection connection, long head) throws SQLException, DamageException {
        Epochs epochs = new Epochs();
        long after = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, epoch, after_position, verifier_key FROM epoch ORDER BY number")) {
            while (row.next()) {
                Epoch epoch = epoch(row);
                if (epoch.number() != epochs.byNumber.size() + 1L) {
                    throw new DamageException(
                            after + 1, "Epoch %d of the log is missing.".formatted(epochs.byNumber.size() + 1));
                }
                if (epoch.after() < after || epoch.after() > head || (epoch.number() == 1 && epoch.after() != 0)) {
                    throw new DamageException(
                            after + 1,
                            "Epoch %d of the log cannot have begun after event %d."
                                    .formatted(epoch.number(), epoch.after()));
                }
                after = epoch.after();
                epochs.byNumber.put(epoch.number(), epoch);
            }
        }
        if (epochs.byNumber.isEmpty()) {
            throw new DamageException(DamageException.NOWHERE, "The log has no epoch.");
        }
        return epochs;
    }

    private static Epoch epoch(ResultSet row) throws SQLException, DamageException {
        long number = row.getLong(1);
        long after = row.getLong(3);
        String key = row.getString(4);
        try {
            VerifierKey parsed = key == null ? null : VerifierKey.parse(key);
            if (parsed != null && !parsed.name().equals(LogFormat.origin(row.getString(2)))) {
                throw new DamageException(
                        after + 1, "The verifier key of epoch %d is of another epoch.".formatted(number));
            }
            return new Epoch(number, after, parsed);
        } catch (InvalidEvidenceException e) {
            throw new DamageException(after + 1, "The verifier key of epoch %d is damaged.".formatted(number));
        }
    }

    @Nullable Epoch numbered(long number) {
        return byNumber.get(number);
    }

    /** Every key that ever signed. */
    List<VerifierKey> keys() {
        List<VerifierKey> keys = new ArrayList<>();
        for (Epoch epoch : byNumber.values()) {
            if (epoch.key() != null) {
                keys.add(epoch.key());
            }
        }
        return keys;
    }
}
