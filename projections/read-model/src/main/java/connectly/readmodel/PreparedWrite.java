package connectly.readmodel;

import java.util.List;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * A change of the tables that is made again and again: written in jOOQ's language and rendered once, then only executed
 * with other values. Rendering costs jOOQ several times what SQLite needs to execute it.
 *
 * <p>Its values are named by columns. A column stands for one value wherever the statement has it, also where columns
 * of two tables have the same name.
 */
public final class PreparedWrite {
    private final String sql;
    /** In the order in which SQLite numbers them: that of their first places in the statement. */
    private final List<String> parameters;

    private PreparedWrite(Query query) {
        sql = DSL.using(SQLDialect.SQLITE).renderNamedParams(query);
        parameters = query.getParams().values().stream()
                .filter(parameter -> !parameter.isInline())
                .map(Param::getName)
                .toList();
    }

    /**
     * Renders a statement.
     *
     * @param query whose values are {@linkplain #value left open}, or inlined
     */
    public static PreparedWrite of(Query query) {
        return new PreparedWrite(query);
    }

    /** Leaves the value of a column open. */
    public static <T> Param<T> value(Field<T> column) {
        return DSL.param(column.getName(), column);
    }

    String sql() {
        return sql;
    }

    int count() {
        return parameters.size();
    }

    /** Which of the statement's values the column's is, from 1. */
    int index(Field<?> column) {
        int index = parameters.indexOf(column.getName());
        if (index < 0) {
            throw new IllegalArgumentException("no value of " + column.getName() + " in " + sql);
        }
        return index + 1;
    }
}
