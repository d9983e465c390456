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
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.handlers.sending.MessageAccepted;
import connectly.handlers.sending.SendMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that are made at once, on the engine that the product runs on. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class RacesOnDiskTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 40;
    private static final int SENDS_OF_A_THREAD = 6;

    @TempDir
    private Path directory;

    private ChatOnDisk chat;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        chat = new ChatOnDisk(directory.resolve("events.db"));
        threads = Executors.newFixedThreadPool(THREADS + 1);
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
        int sentBefore = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ConversationId conversation = conversation();
            CyclicBarrier start = new CyclicBarrier(THREADS + 1);
            Future<Integer> muting = threads.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                chat.append(new MemberMuted(conversation, ANN, null, null, BOB, NOW));
                return 0;
            });
            List<Future<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                senders.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return refusalsOf(conversation);
                }));
            }
            muting.get(60, TimeUnit.SECONDS);
            for (Future<Integer> sender : senders) {
                refused += sender.get(60, TimeUnit.SECONDS);
            }

            List<ChatEvent> told = eventsOf(conversation);
            int mute = told.indexOf(new MemberMuted(conversation, ANN, null, null, BOB, NOW));
            assertThat(mute).isNotNegative();
            assertThat(told.subList(mute, told.size())).noneMatch(MessageSent.class::isInstance);
            sentBefore += told.size() - 4;
        }
        assertThat(sentBefore + refused).isEqualTo(ROUNDS * THREADS * SENDS_OF_A_THREAD);
        assertThat(sentBefore).as("the premise: some came before the mute").isPositive();
        assertThat(refused).as("the premise: some came after it").isPositive();
        assertThat(chat.conflicts())
                .as("the premise: some had decided before it")
                .isPositive();
    }

    private int refusalsOf(ConversationId conversation) {
        int refused = 0;
        for (int i = 0; i < SENDS_OF_A_THREAD; i++) {
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
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                CommandRejected.class,
                                no -> assertThat(no.reason()).isEqualTo(Reason.MUTED));
                refused++;
            }
        }
        return refused;
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
