package connectly.handlers;

import static connectly.handlers.Fixtures.account;
import static connectly.handlers.ModelScript.DIRECT;
import static connectly.handlers.ModelScript.GROUPS;
import static connectly.handlers.ModelScript.MODERATORS;
import static connectly.handlers.ModelScript.PEOPLE;

import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.DirectPair;
import connectly.events.MemberJoined;
import connectly.events.MemberRole;
import connectly.events.UserId;
import connectly.handlers.ChatOnDisk.Recorded;
import connectly.handlers.ModelOperation.Moment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Many threads that ask at once, on a log of their own.
 *
 * @param operations what they asked and what they were told
 * @param log what stands in the log when it is opened again
 * @param conflicts how many decisions lost a race
 */
record ModelEpisode(List<ModelOperation> operations, List<Recorded> log, int conflicts) {
    private static final int THREADS = 12;
    private static final int COMMANDS_OF_A_THREAD = 50;

    static ModelEpisode play(long seed, Path file) throws Exception {
        Clock clock = steadyClock();
        List<ModelOperation> operations = new ArrayList<>();
        int conflicts;
        try (ChatOnDisk chat = new ChatOnDisk(file, clock);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            begin(chat);
            CyclicBarrier start = new CyclicBarrier(THREADS);
            SplittableRandom seeds = new SplittableRandom(seed);
            List<Future<List<ModelOperation>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = thread + ".";
                ModelScript script = new ModelScript(seeds.split(), clock);
                running.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return ask(script, name, chat, clock);
                }));
            }
            for (Future<List<ModelOperation>> asked : running) {
                operations.addAll(asked.get());
            }
            conflicts = chat.conflicts();
        }
        try (ChatOnDisk reopened = new ChatOnDisk(file, clock)) {
            return new ModelEpisode(operations, reopened.recorded(), conflicts);
        }
    }

    /** The machine's clock may be set back while the test runs; this one never is. */
    private static Clock steadyClock() {
        Instant now = Instant.now();
        long nanos = System.nanoTime();
        InstantSource steady = () -> now.plusNanos(System.nanoTime() - nanos);
        return steady.withZone(ZoneOffset.UTC);
    }

    /** Everybody but the last has an account, and is in each group; two of them are moderators. */
    private static void begin(ChatOnDisk chat) {
        List<UserId> registered = PEOPLE.subList(0, PEOPLE.size() - 1);
        Instant now = Fixtures.NOW;
        registered.forEach(user -> chat.append(account(user, user.toString())));
        UserId founder = PEOPLE.getFirst();
        for (ConversationId group : GROUPS) {
            chat.append(new ConversationCreated(group, ConversationKind.GROUP, null, null, founder, now));
            for (UserId user : registered) {
                MemberRole role = PEOPLE.indexOf(user) < MODERATORS ? MemberRole.MODERATOR : MemberRole.MEMBER;
                chat.append(new MemberJoined(group, user, role, founder, true, now));
            }
        }
        UserId other = PEOPLE.get(1);
        chat.append(
                new ConversationCreated(
                        DIRECT, ConversationKind.DIRECT, null, DirectPair.of(founder, other), founder, now),
                new MemberJoined(DIRECT, founder, MemberRole.MEMBER, founder, true, now),
                new MemberJoined(DIRECT, other, MemberRole.MEMBER, founder, true, now));
    }

    private static List<ModelOperation> ask(ModelScript script, String thread, ChatOnDisk chat, Clock clock) {
        List<ModelOperation> asked = new ArrayList<>();
        for (int i = 0; i < COMMANDS_OF_A_THREAD; i++) {
            String name = thread + i;
            Object command = script.next();
            Moment begun = moment(chat, clock);
            try {
                Object answer =
                        chat.send(name, command).orTimeout(60, TimeUnit.SECONDS).join();
                asked.add(new ModelOperation(name, command, begun, moment(chat, clock), answer, null));
            } catch (CompletionException e) {
                Moment ended = moment(chat, clock);
                asked.add(new ModelOperation(name, command, begun, ended, null, refusal(e)));
            }
        }
        return asked;
    }

    /** Null where the decision lost every race that it may; anything else that is no answer ends the test. */
    private static @Nullable Reason refusal(CompletionException failure) {
        return switch (failure.getCause()) {
            case CommandRejected no -> no.reason();
            case AppendEventsTransactionRejectedException _ -> null;
            case null, default -> throw failure;
        };
    }

    private static Moment moment(ChatOnDisk chat, Clock clock) {
        return new Moment(chat.head(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
