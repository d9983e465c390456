package connectly.query.updates;

import static connectly.readmodel.jooq.Tables.CHANGE;
import static connectly.readmodel.jooq.Tables.MEMBERSHIP;

import connectly.query.updates.Change.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.TableField;

/** The receipts that changes tell of. They stand in the rows of the members, where later ones replace them. */
final class ToldReceipts {
    static final String DELIVERED = "receipt.delivered";
    static final String READ = "receipt.read";

    private final Map<Long, List<Receipt>> byPosition = new HashMap<>();

    /** Reads the receipts of those changes that are of them; without such changes it asks nothing. */
    static ToldReceipts of(Result<? extends Record> changes, DSLContext tables) {
        ToldReceipts told = new ToldReceipts();
        told.read(positions(changes, DELIVERED), MEMBERSHIP.DELIVERED_TOLD, MEMBERSHIP.DELIVERED_SEQ, tables);
        told.read(positions(changes, READ), MEMBERSHIP.READ_TOLD, MEMBERSHIP.READ_SEQ, tables);
        return told;
    }

    private static List<Long> positions(Result<? extends Record> changes, String kind) {
        return changes.stream()
                .filter(row -> kind.equals(row.get(CHANGE.KIND)))
                .map(row -> row.get(CHANGE.POSITION))
                .toList();
    }

    private void read(List<Long> positions, TableField<?, Long> told, TableField<?, Long> seq, DSLContext tables) {
        if (positions.isEmpty()) {
            return;
        }
        byPosition.putAll(tables.select(told, MEMBERSHIP.USER_ID, seq)
                .from(MEMBERSHIP)
                .where(told.in(positions))
                .fetchGroups(told, row -> new Receipt(row.value2(), row.value3())));
    }

    /** Empty where all of them have been outdone since. */
    List<Receipt> at(long position) {
        return byPosition.getOrDefault(position, List.of());
    }
}
