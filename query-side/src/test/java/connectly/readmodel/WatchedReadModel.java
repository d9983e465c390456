package connectly.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/** A read model that remembers what it executed, and asks SQLite how it does that. */
public final class WatchedReadModel {
    private final Path file;
    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final ReadModel readModel;

    public WatchedReadModel(Path file) {
        this.file = file;
        readModel = ReadModel.open(file, "epoch", ExecuteListener.onExecuteStart(this::note));
    }

    private void note(ExecuteContext context) {
        String sql = context.sql();
        if (sql != null) {
            executed.add(sql);
        }
    }

    public ReadModel readModel() {
        return readModel;
    }

    /** The steps of the plans of every query that {@code asking} makes. */
    public List<String> plansOf(Runnable asking) throws SQLException {
        executed.clear();
        asking.run();
        List<String> queries = executed.stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith("select"))
                .toList();
        assertThat(queries).as("something was asked").isNotEmpty().hasSameSizeAs(executed);
        List<String> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (String query : queries) {
                steps.addAll(plan(connection, query));
            }
        }
        return steps;
    }

    /** A plan does not depend on the values, so any will do. */
    private static List<String> plan(Connection connection, String query) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + query)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setInt(i, 1);
            }
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    steps.add(rows.getString("detail"));
                }
            }
        }
        return steps;
    }
}
