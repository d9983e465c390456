package connectly.readmodel;

import static connectly.readmodel.jooq.Tables.TOKEN;

import connectly.readmodel.jooq.DefaultSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.UniqueKey;

/** One number for everything that the tables say, so that two generations can be held against each other. */
final class Digest {
    private static final char UNIT_SEPARATOR = 0x1F;
    private static final char RECORD_SEPARATOR = 0x1E;

    private Digest() {}

    /**
     * Lower-case hex SHA-256 over every row of every table, tables by name and rows by primary key. The token is left
     * out: it says how far the log was folded, not what it says.
     */
    static String of(DSLContext tables) {
        MessageDigest digest = sha256();
        List<Table<?>> sorted = DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .filter(table -> !table.equals(TOKEN))
                .sorted(Comparator.comparing(Table::getName))
                .toList();
        for (Table<?> table : sorted) {
            add(digest, table.getName() + RECORD_SEPARATOR);
            addRows(digest, table, tables);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addRows(MessageDigest digest, Table<?> table, DSLContext tables) {
        UniqueKey<?> key = Objects.requireNonNull(table.getPrimaryKey(), table.getName());
        try (Cursor<? extends Record> rows =
                tables.selectFrom(table).orderBy(key.getFields()).fetchLazy()) {
            for (Record row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    Object value = row.get(i);
                    add(digest, value == null ? "" : "=" + value);
                    add(digest, String.valueOf(UNIT_SEPARATOR));
                }
                add(digest, String.valueOf(RECORD_SEPARATOR));
            }
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
