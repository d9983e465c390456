package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagFilterTest {
    private record Row(long tag, int type, long position) {}

    @Test
    void itProvesThatNothingNewerExists() {
        TagFilter filter = new TagFilter(1 << 10, 0);
        filter.note(7, 1, 1);
        filter.note(8, 2, 2);

        assertThat(filter.provesNoneAfter(1, List.of(7L), List.of())).isTrue();
        assertThat(filter.provesNoneAfter(0, List.of(7L), List.of())).isFalse();
        assertThat(filter.provesNoneAfter(0, List.of(7L), List.of(2))).isTrue();
        assertThat(filter.provesNoneAfter(0, List.of(7L), List.of(2, 1))).isFalse();
        assertThat(filter.provesNoneAfter(1, List.of(7L, 8L), List.of())).isTrue();
        assertThat(filter.provesNoneAfter(0, List.of(), List.of(1))).isFalse();
    }

    @Test
    void itClaimsNothingAboutWhatItNeverSaw() {
        TagFilter filter = new TagFilter(1 << 10, 50);

        assertThat(filter.provesNoneAfter(49, List.of(7L), List.of())).isFalse();
        assertThat(filter.provesNoneAfter(50, List.of(7L), List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itIsNeverWrongWhateverSharesASlotAndWhateverWasRolledBack(long seed) {
        Random random = new Random(seed);
        TagFilter filter = new TagFilter(16, 0);
        List<Row> committed = new ArrayList<>();
        long head = 0;
        int proofs = 0;
        for (int batch = 0; batch < 300; batch++) {
            boolean rolledBack = random.nextInt(4) == 0;
            long position = head;
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                Row row = new Row(random.nextInt(15), 1 + random.nextInt(3), ++position);
                filter.note(row.tag(), row.type(), row.position());
                rows.add(row);
            }
            if (!rolledBack) {
                committed.addAll(rows);
                head = position;
            }
            for (int i = 0; i < 20; i++) {
                long tag = random.nextInt(15);
                int type = random.nextInt(4);
                long after = head - random.nextInt((int) Math.min(head, 30) + 1);
                if (filter.provesNoneAfter(after, List.of(tag), type == 0 ? List.of() : List.of(type))) {
                    proofs++;
                    assertThat(committed)
                            .noneMatch(row ->
                                    row.tag() == tag && (type == 0 || row.type() == type) && row.position() > after);
                }
            }
        }
        assertThat(proofs).as("it proved something").isGreaterThan(100);
    }
}
