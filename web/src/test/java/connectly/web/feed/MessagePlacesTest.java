package connectly.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.history.HistoryQueries;
import connectly.query.history.MessagePlace;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class MessagePlacesTest {
    @TempDir
    private Path directory;

    private Room room;
    private MessagePlaces places;

    @BeforeEach
    void open() {
        room = new Room(directory);
        places = new MessagePlaces(new HistoryQueries(room.readModel()));
    }

    @AfterEach
    void close() {
        places.close();
        room.close();
    }

    @Test
    void whoeverAskedIsToldWhenItIsFound() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Optional<MessagePlace>> place = places.of(id);
        places.found(UUID.randomUUID(), new MessagePlace(9, 9));
        assertThat(place).isNotDone();

        places.found(id, new MessagePlace(1, 7));

        assertThat(place).isCompletedWithValue(Optional.of(new MessagePlace(1, 7)));
    }

    @Test
    void everybodyWhoAskedIsTold() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Optional<MessagePlace>> one = places.of(id);
        CompletableFuture<Optional<MessagePlace>> other = places.of(id);

        places.found(id, new MessagePlace(1, 7));

        assertThat(one).isCompletedWithValue(Optional.of(new MessagePlace(1, 7)));
        assertThat(other).isCompletedWithValue(Optional.of(new MessagePlace(1, 7)));
    }

    @Test
    void anEarlierMessageIsFoundInTheReadModel() {
        UUID id = UUID.randomUUID();
        long position = room.message(id, "hello");

        assertThat(places.ofEarlier(id)).isCompletedWithValue(Optional.of(new MessagePlace(1, position)));
    }

    @Test
    void anEarlierMessageThatIsNotFoldedYetIsWaitedFor() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Optional<MessagePlace>> place = places.ofEarlier(id);
        assertThat(place).isNotDone();

        places.found(id, new MessagePlace(1, 7));

        assertThat(place).isCompletedWithValue(Optional.of(new MessagePlace(1, 7)));
    }

    @Test
    void aMessageThatIsNotFoundInTimeHasNoPlaceForNow() {
        CompletableFuture<Optional<MessagePlace>> place = places.of(UUID.randomUUID());

        assertThat(place.orTimeout(60, TimeUnit.SECONDS).join()).isEmpty();
    }

    @Test
    void aMessageThatWasRefusedIsForgotten() {
        UUID id = UUID.randomUUID();
        CompletableFuture<Optional<MessagePlace>> place = places.of(id);

        places.forget(id);
        places.found(id, new MessagePlace(1, 7));

        assertThat(place).isNotDone();
    }
}
