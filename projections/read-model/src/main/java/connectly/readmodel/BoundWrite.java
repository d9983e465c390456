package connectly.readmodel;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jooq.Converter;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A {@link PreparedWrite} that is being given its values, to be executed once with them. */
public final class BoundWrite {
    private final PreparedWrite write;
    private final PreparedStatement statement;
    /** One bit for each value that was given. */
    private long given;

    BoundWrite(PreparedWrite write, PreparedStatement statement) {
        this.write = write;
        this.statement = statement;
    }

    /** Gives the column's value. All that are open must be given before each execution. */
    public <T> BoundWrite set(Field<T> column, @Nullable T value) {
        int index = write.index(column);
        try {
            statement.setObject(index, stored(column.getConverter(), value));
        } catch (SQLException e) {
            throw failed(e);
        }
        given |= 1L << (index - 1);
        return this;
    }

    private static <D, T> @Nullable D stored(Converter<D, T> converter, @Nullable T value) {
        return converter.to(value);
    }

    /**
     * Makes the change.
     *
     * @throws IllegalStateException when a value was not given
     */
    public void execute() {
        long all = (1L << write.count()) - 1;
        boolean complete = given == all;
        given = 0;
        if (!complete) {
            throw new IllegalStateException("not every value was given for " + write.sql());
        }
        try {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static ReadModelException failed(SQLException cause) {
        return new ReadModelException("The read model cannot be written.", cause);
    }
}
