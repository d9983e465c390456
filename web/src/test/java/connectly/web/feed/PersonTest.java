package connectly.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTest {
    private final Person person = new Person();

    private static final class Heard implements Listener {
        private final List<String> cursors = new ArrayList<>();
        private int flushes;

        @Override
        public UUID userId() {
            throw new AssertionError("a person does not ask who it is");
        }

        @Override
        public void tell(UpdateFrame update) {
            cursors.add(update.cursor());
        }

        @Override
        public void flush() {
            flushes++;
        }
    }

    private void tell(long position) {
        person.tell(new UpdateFrame("c" + position, UUID.randomUUID(), null, new byte[0]), position);
    }

    @Test
    void eachDeviceIsToldWhatItDoesNotKnowYet() {
        Heard phone = new Heard();
        Heard laptop = new Heard();
        assertThat(person.join(phone, 5, () -> 5)).isTrue();
        assertThat(person.join(laptop, 7, () -> 5))
                .as("it has caught up further than the feed")
                .isTrue();

        tell(6);
        tell(7);
        tell(8);
        person.flush();

        assertThat(phone.cursors).containsExactly("c6", "c7", "c8");
        assertThat(laptop.cursors).containsExactly("c8");
        assertThat(phone.flushes).isEqualTo(1);
    }

    @Test
    void whoKnowsLessThanIsBeingToldIsNotLetIn() {
        Heard late = new Heard();

        assertThat(person.join(late, 5, () -> 6)).isFalse();
        tell(6);

        assertThat(late.cursors).isEmpty();
        assertThat(person.isConnected()).isFalse();
    }

    @Test
    void aDeviceThatIsNotLetInTakesNothingFromAnother() {
        Heard there = new Heard();
        person.join(there, 6, () -> 6);

        person.join(new Heard(), 5, () -> 6);

        assertThat(person.isConnected()).isTrue();
    }

    @Test
    void whoHasLeftIsToldNothing() {
        Heard gone = new Heard();
        Heard stays = new Heard();
        person.join(gone, 5, () -> 5);
        person.join(stays, 5, () -> 5);

        person.leave(gone);
        tell(6);

        assertThat(gone.cursors).isEmpty();
        assertThat(stays.cursors).containsExactly("c6");
        person.leave(stays);
        assertThat(person.isConnected()).isFalse();
    }
}
