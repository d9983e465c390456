package connectly.bench;

import static java.util.Objects.requireNonNull;

import connectly.events.MessageId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the product wrote for some events, to be written by nothing but JDBC: the same tables, the same columns,
 * the same sizes.
 */
final class SameRows {
    private static final String POSITION = "position";

    /** One row, as it stands in a table of these columns. */
    private record Row(List<String> columns, PreparedStatement insert, List<@Nullable Object> values) {}

    private final List<List<Row>> events;

    private SameRows(List<List<Row>> events) {
        this.events = events;
    }

    /**
     * Reads the rows of the events from position {@code first} on.
     *
     * @param tables in the order of their inserts, each with a column {@code position}; an event may have several rows in
     *     one, or none
     */
    static SameRows of(Connection connection, List<String> tables, long first) throws SQLException {
        NavigableMap<Long, List<Row>> events = new TreeMap<>();
        for (String table : tables) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT * FROM %s WHERE position >= %d".formatted(table, first))) {
                List<String> columns = columns(rows.getMetaData());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table,
                                String.join(", ", columns),
                                String.join(", ", Collections.nCopies(columns.size(), "?"))));
                while (rows.next()) {
                    events.computeIfAbsent(rows.getLong(POSITION), _ -> new ArrayList<>())
                            .add(new Row(columns, insert, values(rows, columns.size())));
                }
            }
        }
        return new SameRows(List.copyOf(events.values()));
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnName(i));
        }
        return columns;
    }

    private static List<@Nullable Object> values(ResultSet row, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(row.getObject(i));
        }
        return values;
    }

    /** How many events there are rows of. */
    int size() {
        return events.size();
    }

    /** Inserts the rows of one event as they were. */
    void insert(int event) throws SQLException {
        for (Row row : events.get(event)) {
            for (int i = 0; i < row.values.size(); i++) {
                row.insert.setObject(i + 1, row.values.get(i));
            }
            row.insert.executeUpdate();
        }
    }

    /**
     * Inserts the rows of one event as those of another one: as new to every index as the first were.
     *
     * @param salt tells repetitions apart; never 0
     */
    void insertAnew(int event, long position, long salt) throws SQLException {
        for (Row row : events.get(event)) {
            for (int i = 0; i < row.values.size(); i++) {
                row.insert.setObject(
                        i + 1,
                        switch (row.columns.get(i)) {
                            case POSITION -> position;
                            case "event_id" -> MessageId.next().toString(); // a UUID of version 7 too
                            case "tag_hash" -> requireNonNull((Long) row.values.get(i)) ^ salt;
                            default -> row.values.get(i);
                        });
            }
            row.insert.executeUpdate();
        }
    }
}
