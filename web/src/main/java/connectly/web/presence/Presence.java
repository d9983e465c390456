package connectly.web.presence;

import connectly.query.contacts.ContactQueries;
import connectly.query.contacts.Newcomers;
import connectly.web.connections.Frame;
import connectly.web.connections.Outbox;
import connectly.web.identity.PresencePrivacy;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is there. {@link #tick}, called twice a second, works out what everybody is and tells their contacts what differs
 * from what they were told; whatever happens between two ticks is told as one. Who shares a conversation is read from the
 * read model each time, and nothing of that is remembered: whoever is no contact any more is told nothing more.
 *
 * <p>Whoever hides is shown to nobody, and is shown nobody.
 */
public final class Presence {
    /** Users whose news are told in one tick; the others wait for the next. */
    private static final int MOST_A_TICK = 1_000;
    /** Users whose contacts are read in one transaction, so that it stays short. */
    private static final int MOST_A_READ = 100;
    /** The disk is waited for under a lock, and many users come at once. */
    private static final int LOCKS = 64;
    /** Contacts of whom a new socket is told. */
    private static final int MOST_TOLD = 500;

    private final ContactQueries contacts;
    private final PresencePrivacy privacy;
    private final PassingFrames frames;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<UUID, Attendee> attendees = new ConcurrentHashMap<>();
    private final Queue<Greeting> greetings = new ConcurrentLinkedQueue<>();
    /** So that what is known of a setting here is what is on disk: each is that of some of the users. */
    private final List<ReentrantLock> settings =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    private final Set<UUID> untold = new LinkedHashSet<>();
    private long lookedUpTo;

    /** @param position of the read model; contacts since then are news */
    Presence(
            ContactQueries contacts,
            PresencePrivacy privacy,
            PassingFrames frames,
            LongSupplier nanoTime,
            long position) {
        this.contacts = contacts;
        this.privacy = privacy;
        this.frames = frames;
        this.nanoTime = nanoTime;
        this.lookedUpTo = position;
    }

    /**
     * A device that is to be told what its user's contacts are.
     *
     * @param hasSeen whether it has been told of some before
     */
    private record Greeting(Device device, boolean hasSeen) {}

    /**
     * Takes in a new socket. It is gone once its outbox is closed.
     *
     * @param counts whether its being there says something about the user
     */
    public Device arrive(UUID user, Outbox outbox, boolean counts) {
        Device device = new Device(user, outbox, counts, nanoTime);
        ReentrantLock setting = setting(user);
        setting.lock();
        try {
            Attendee known = attendees.get(user);
            boolean hidden = known == null ? privacy.isHidden(user) : known.isHidden();
            attendees.compute(user, (_, present) -> {
                Attendee attendee = present == null ? new Attendee(hidden) : present;
                attendee.add(device);
                return attendee;
            });
        } finally {
            setting.unlock();
        }
        greetings.add(new Greeting(device, false));
        return device;
    }

    /** Hides a user from now on, or shows them again; on disk when this returns. */
    void setHidden(UUID user, boolean hidden) {
        ReentrantLock setting = setting(user);
        setting.lock();
        try {
            privacy.setHidden(user, hidden);
            Attendee attendee = attendees.get(user);
            if (attendee != null && attendee.isHidden() != hidden) {
                attendee.setHidden(hidden);
                attendee.devices().forEach(device -> greetings.add(new Greeting(device, true)));
            }
        } finally {
            setting.unlock();
        }
    }

    private ReentrantLock setting(UUID user) {
        return settings.get(Math.floorMod(user.hashCode(), LOCKS));
    }

    boolean isHidden(UUID user) {
        return privacy.isHidden(user);
    }

    /** Whether others may be told what this user does now: they are here and do not hide. */
    boolean shows(UUID user) {
        Attendee attendee = attendees.get(user);
        return attendee != null && !attendee.isHidden();
    }

    /** Tells somebody of another, unless they hide and so are told of nobody. */
    void tell(UUID user, Object about, Frame frame) {
        devicesOf(user).forEach(device -> device.tell(about, frame));
    }

    /** None of a user who hides. */
    private Stream<Device> devicesOf(UUID user) {
        Attendee attendee = attendees.get(user);
        return attendee == null || attendee.isHidden() ? Stream.empty() : attendee.devices().stream();
    }

    /** Tells what has changed since the last tick. Called by one thread. */
    void tick() {
        welcomeNewcomers();
        long now = nanoTime.getAsLong();
        attendees.forEach((user, attendee) -> {
            if (attendee.settle(now)) {
                untold.add(user);
            }
        });
        Set<UUID> subjects = firstOf(untold);
        Map<Device, Greeting> greeted = nextGreetings();
        try {
            tell(subjects, greeted);
        } catch (RuntimeException e) {
            greetings.addAll(greeted.values());
            throw e;
        }
        untold.removeAll(subjects);
        greeted.keySet().forEach(Device::greeted);
        attendees
                .keySet()
                .forEach(
                        user -> attendees.computeIfPresent(user, (_, attendee) -> attendee.isOver() ? null : attendee));
    }

    /** Those who have new contacts are told what these are, and the contacts are told of them. */
    private void welcomeNewcomers() {
        Newcomers newcomers = contacts.newcomersAfter(lookedUpTo);
        for (UUID user : newcomers.userIds()) {
            Attendee attendee = attendees.get(user);
            if (attendee != null) {
                // Told that somebody is offline who never was anything else, they would know that it is only hidden.
                if (attendee.shown() != State.OFFLINE) {
                    untold.add(user);
                }
                attendee.devices().forEach(device -> greetings.add(new Greeting(device, false)));
            }
        }
        lookedUpTo = newcomers.through();
    }

    private static Set<UUID> firstOf(Set<UUID> users) {
        Set<UUID> first = new LinkedHashSet<>();
        users.stream().limit(MOST_A_TICK).forEach(first::add);
        return first;
    }

    /** One for each device, which may be new, have new contacts, and have come to hide, all since the last tick. */
    private Map<Device, Greeting> nextGreetings() {
        Map<Device, Greeting> next = new LinkedHashMap<>();
        for (int i = 0; i < MOST_A_TICK && !greetings.isEmpty(); i++) {
            Greeting greeting = greetings.remove();
            next.merge(
                    greeting.device(),
                    greeting,
                    (one, other) -> new Greeting(one.device(), one.hasSeen() || other.hasSeen()));
        }
        return next;
    }

    /** That a greeted device was told of a contact in this tick; once is enough. */
    private record Told(Device device, UUID contact) {}

    private void tell(Set<UUID> subjects, Map<Device, Greeting> greeted) {
        Set<Told> told = new HashSet<>();
        Map<UUID, List<Greeting>> greetedOf = greeted.values().stream()
                .collect(Collectors.groupingBy(greeting -> greeting.device().userId()));
        Set<UUID> users = new LinkedHashSet<>(subjects);
        users.addAll(greetedOf.keySet());
        List<UUID> all = List.copyOf(users);
        for (int from = 0; from < all.size(); from += MOST_A_READ) {
            contacts.of(all.subList(from, Math.min(all.size(), from + MOST_A_READ)))
                    .forEach((user, known) -> {
                        if (subjects.contains(user)) {
                            Frame frame = frames.presence(user, shown(user));
                            known.forEach(contact -> devicesOf(contact)
                                    .filter(device -> greeted.containsKey(device)
                                            ? told.add(new Told(device, user))
                                            // Who has come since the greetings were taken is told all by theirs.
                                            : device.isGreeted())
                                    .forEach(device -> device.tell(user, frame)));
                        }
                        greetedOf
                                .getOrDefault(user, List.of())
                                .forEach(greeting -> greet(greeting, known, subjects, told));
                    });
        }
    }

    /** @param subjects whose news are told, even that they are gone */
    private void greet(Greeting greeting, Set<UUID> known, Set<UUID> subjects, Set<Told> told) {
        boolean hides = !shows(greeting.device().userId());
        if (hides && !greeting.hasSeen()) {
            return;
        }
        known.stream()
                .filter(contact -> shown(contact) != State.OFFLINE || subjects.contains(contact))
                .filter(contact -> told.add(new Told(greeting.device(), contact)))
                .limit(MOST_TOLD)
                .forEach(contact -> greeting.device()
                        .tell(contact, frames.presence(contact, hides ? State.OFFLINE : shown(contact))));
    }

    private State shown(UUID user) {
        Attendee attendee = attendees.get(user);
        return attendee == null ? State.OFFLINE : attendee.shown();
    }
}
