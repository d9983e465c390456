package connectly.handlers;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MemberRoleChanged;
import connectly.events.MemberUnmuted;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.events.UserId;
import connectly.handlers.leaving.MemberRemoved;
import connectly.handlers.leaving.RemoveMember;
import connectly.handlers.muting.MuteMember;
import connectly.handlers.muting.MuteSettled;
import connectly.handlers.muting.UnmuteMember;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that are made at once, on the engine that the product runs on. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class RacesOnDiskTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 40;
    /** Far more than come before the end, so that a lost refusal fails the test and does not run for ever. */
    private static final int MOST_SENDS_OF_A_THREAD = 100_000;

    @TempDir
    private Path directory;

    private ChatOnDisk chat;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        chat = new ChatOnDisk(directory.resolve("events.db"));
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        chat.close();
    }

    @Test
    void theSameClientIdSentByManyThreadsAtOnceIsOneMessageAndOneAnswer() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ConversationId conversation = conversation();
            ClientMessageId key = new ClientMessageId(UUID.randomUUID());

            List<MessageAccepted> answers = atOnce(
                    THREADS,
                    () -> chat.send(
                                    new SendMessage(MessageId.next(), conversation, ANN, key, "hello", null),
                                    MessageAccepted.class)
                            .join());

            List<MessageSent> sent = sentIn(conversation);
            assertThat(sent).hasSize(1);
            assertThat(answers)
                    .hasSize(THREADS)
                    .filteredOn(answer -> !answer.repeated())
                    .hasSize(1);
            assertThat(answers)
                    .extracting(answer -> new MessageAccepted(
                            answer.messageId(), answer.clientMessageId(), answer.sentAt(), answer.checksum(), false))
                    .containsOnly(new MessageAccepted(
                            sent.getFirst().messageId(),
                            key,
                            sent.getFirst().sentAt(),
                            sent.getFirst().checksum(),
                            false));
        }
        assertThat(chat.conflicts()).as("the premise: the threads met").isPositive();
    }

    @Test
    void afterAMuteNoMessageOfThatMemberIsWritten() throws Exception {
        nothingIsSentAfter(
                conversation -> new MuteMember(conversation, ANN, BOB, null, null), MemberMuted.class, Reason.MUTED);
    }

    @Test
    void afterARemovalNoMessageOfThatMemberIsWritten() throws Exception {
        nothingIsSentAfter(
                conversation -> new RemoveMember(conversation, ANN, BOB), MemberLeft.class, Reason.NOT_A_MEMBER);
    }

    @Test
    void mutesAndUnmutesOfManyThreadsAlternateInTheLog() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ConversationId conversation = conversation();
            AtomicInteger turn = new AtomicInteger();

            List<MuteSettled> answers = atOnce(THREADS, () -> {
                Object command = turn.getAndIncrement() % 2 == 0
                        ? new MuteMember(conversation, ANN, BOB, null, null)
                        : new UnmuteMember(conversation, ANN, BOB);
                return chat.send(command, MuteSettled.class).join();
            });

            List<ChatEvent> told = eventsOf(conversation).stream().skip(3).toList();
            assertThat(told)
                    .hasSameSizeAs(answers.stream().filter(MuteSettled::changed).toList());
            for (int i = 0; i < told.size(); i++) {
                assertThat(told.get(i)).isInstanceOf(i % 2 == 0 ? MemberMuted.class : MemberUnmuted.class);
            }
        }
        assertThat(chat.conflicts()).as("the premise: the threads met").isPositive();
    }

    @Test
    void moderatorsWhoAllLeaveAtOnceLeaveTheGroupModerated() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ConversationId conversation = conversation();
            List<UserId> moderators =
                    Stream.generate(UserId::next).limit(THREADS - 1).toList();
            for (UserId moderator : moderators) {
                chat.append(new MemberJoined(conversation, moderator, MemberRole.MODERATOR, BOB, true, NOW));
            }
            Queue<UserId> leaving = new ConcurrentLinkedQueue<>(moderators);
            leaving.add(BOB);

            atOnce(THREADS, () -> {
                UserId user = leaving.remove();
                return chat.send(new RemoveMember(conversation, user, user), MemberRemoved.class)
                        .join();
            });

            List<ChatEvent> told = eventsOf(conversation);
            assertThat(told).filteredOn(MemberLeft.class::isInstance).hasSize(THREADS);
            assertThat(told)
                    .filteredOn(MemberRoleChanged.class::isInstance)
                    .singleElement()
                    .isSameAs(told.getLast())
                    .extracting(event -> ((MemberRoleChanged) event).userId())
                    .as("the only one left")
                    .isEqualTo(ANN);
        }
        assertThat(chat.conflicts()).as("the premise: the threads met").isPositive();
    }

    /** The members send until they are refused, and the end comes when some message is there: so it falls between. */
    private void nothingIsSentAfter(
            Function<ConversationId, Object> command, Class<? extends ChatEvent> end, Reason reason) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ConversationId conversation = conversation();
            CountDownLatch firstAccepted = new CountDownLatch(1);
            List<Future<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                senders.add(threads.submit(() -> acceptedUntilRefused(conversation, reason, firstAccepted)));
            }
            assertThat(firstAccepted.await(60, TimeUnit.SECONDS))
                    .as("the premise: some came before it")
                    .isTrue();
            chat.send(command.apply(conversation), Object.class).join();
            int accepted = 0;
            for (Future<Integer> sender : senders) {
                accepted += sender.get(60, TimeUnit.SECONDS);
            }

            List<ChatEvent> told = eventsOf(conversation);
            assertThat(told).filteredOn(end::isInstance).hasSize(1);
            assertThat(told.stream().dropWhile(event -> !end.isInstance(event)))
                    .noneMatch(MessageSent.class::isInstance);
            assertThat(sentIn(conversation)).hasSize(accepted);
        }
        assertThat(chat.conflicts())
                .as("the premise: some had decided before it")
                .isPositive();
    }

    private int acceptedUntilRefused(ConversationId conversation, Reason reason, CountDownLatch firstAccepted) {
        for (int accepted = 0; accepted < MOST_SENDS_OF_A_THREAD; accepted++) {
            try {
                chat.send(
                                new SendMessage(
                                        MessageId.next(),
                                        conversation,
                                        ANN,
                                        new ClientMessageId(UUID.randomUUID()),
                                        "hello",
                                        null),
                                MessageAccepted.class)
                        .join();
                firstAccepted.countDown();
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                CommandRejected.class,
                                no -> assertThat(no.reason()).isEqualTo(reason));
                return accepted;
            }
        }
        throw new AssertionError("the premise: nobody was refused");
    }

    private <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                return work.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    private ConversationId conversation() {
        ConversationId conversation = ConversationId.next();
        chat.append(
                new ConversationCreated(conversation, ConversationKind.GROUP, "plans", null, BOB, NOW),
                new MemberJoined(conversation, BOB, MemberRole.MODERATOR, BOB, true, NOW),
                new MemberJoined(conversation, ANN, MemberRole.MEMBER, BOB, true, NOW));
        return conversation;
    }

    private List<MessageSent> sentIn(ConversationId conversation) {
        return eventsOf(conversation).stream()
                .filter(MessageSent.class::isInstance)
                .map(MessageSent.class::cast)
                .toList();
    }

    private List<ChatEvent> eventsOf(ConversationId conversation) {
        String tag = conversation.toString();
        return chat.events().stream()
                .filter(event -> event.tags().stream()
                        .anyMatch(candidate -> candidate.key().equals("conversation")
                                && candidate.value().equals(tag)))
                .toList();
    }
}
