package connectly.web.presence;

import connectly.query.contacts.ContactQueries;
import connectly.web.connections.Outbox;
import connectly.web.feed.Room;
import connectly.web.identity.IdentityFiles;
import connectly.web.json.ProductJson;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Presence over a real read model and real settings, at a time that a test moves. */
public final class Company implements AutoCloseable {
    final Room room;
    final IdentityFiles identity;
    final PassingFrames frames = new PassingFrames(ProductJson.mapper());
    final Presence presence;
    private long now = TimeUnit.DAYS.toNanos(1);

    public Company(Path directory) {
        room = new Room(directory);
        identity = new IdentityFiles(directory);
        presence = new Presence(
                new ContactQueries(room.readModel()), identity.presencePrivacy(), frames, this::now, room.position());
    }

    public Room room() {
        return room;
    }

    public Presence presence() {
        return presence;
    }

    /** From now on nobody's settings can be looked up. */
    public void loseSettings() {
        identity.close();
    }

    long now() {
        return now;
    }

    /** Lets time pass and nothing else happen. */
    void later(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Lets time pass, and what is due be told. */
    void pass(int seconds) {
        later(seconds);
        presence.tick();
    }

    Seat arrive(UUID user) {
        return arrive(user, true);
    }

    Seat arrive(UUID user, boolean counts) {
        ToldWire wire = new ToldWire();
        // Written at once: otherwise it would be chance whether a later word takes the place of one that still waits.
        Outbox outbox = new Outbox(wire, Runnable::run);
        return new Seat(presence.arrive(user, outbox, counts), outbox, wire);
    }

    /** One socket. */
    record Seat(Device device, Outbox outbox, ToldWire wire) {
        void leave() {
            outbox.closed();
        }

        /** All that it was told of presence and typing so far, as {@code user state}. */
        List<String> told() {
            return wire.told().stream().map(Seat::summary).toList();
        }

        private static String summary(JsonNode frame) {
            UUID user = UUID.fromString(frame.path("userId").asString());
            String state = frame.path("type").asString().equals("presence")
                    ? frame.path("state").asString()
                    : frame.path("on").asBoolean() ? "types" : "stops";
            return name(user) + " " + state;
        }

        private static String name(UUID user) {
            return user.equals(Room.ANN) ? "ann" : user.equals(Room.BOB) ? "bob" : "cyd";
        }
    }

    @Override
    public void close() {
        room.close();
        identity.close();
    }
}
