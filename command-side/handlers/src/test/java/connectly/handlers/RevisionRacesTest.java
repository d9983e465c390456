package connectly.handlers;

import static connectly.handlers.Fixtures.ANN;
import static connectly.handlers.Fixtures.BOB;
import static connectly.handlers.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import connectly.events.ChatEvent;
import connectly.events.ClientMessageId;
import connectly.events.ConversationCreated;
import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.MemberJoined;
import connectly.events.MemberLeft;
import connectly.events.MemberMuted;
import connectly.events.MemberRole;
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageId;
import connectly.events.MessageSent;
import connectly.handlers.leaving.RemoveMember;
import connectly.handlers.muting.MuteMember;
import connectly.handlers.revising.DeleteMessage;
import connectly.handlers.revising.EditMessage;
import connectly.handlers.revising.MessageRevised;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits on the real engine, against what ends them. */
class RevisionRacesTest {
    private static final int EDITORS = 2;
    private static final int EDITS_OF_ONE = 6;
    private static final int ROUNDS = 40;

    @TempDir
    private Path directory;

    private ChatOnDisk chat;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        chat = new ChatOnDisk(directory.resolve("events.db"));
        threads = Executors.newFixedThreadPool(EDITORS + 1);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        chat.close();
    }

    @Test
    void afterItsDeletionNoEditOfAMessageIsWritten() throws Exception {
        noEditComesAfter(
                (message, conversation) -> new DeleteMessage(message, conversation, BOB),
                MessageDeleted.class,
                Reason.MESSAGE_DELETED);
    }

    @Test
    void afterAMuteNoEditOfThatMemberIsWritten() throws Exception {
        noEditComesAfter(
                (_, conversation) -> new MuteMember(conversation, ANN, BOB, null, null),
                MemberMuted.class,
                Reason.MUTED);
    }

    @Test
    void afterARemovalNoEditOfThatMemberIsWritten() throws Exception {
        noEditComesAfter(
                (_, conversation) -> new RemoveMember(conversation, ANN, BOB), MemberLeft.class, Reason.NOT_A_MEMBER);
    }

    private interface Ending {
        Object of(MessageId message, ConversationId conversation);
    }

    private void noEditComesAfter(Ending ending, Class<? extends ChatEvent> end, Reason reason) throws Exception {
        int editedBefore = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            MessageId message = MessageId.next();
            ConversationId conversation = conversationWith(message);
            int first = chat.events().size();
            CyclicBarrier start = new CyclicBarrier(EDITORS + 1);
            List<Future<Integer>> editors = new ArrayList<>();
            for (int editor = 0; editor < EDITORS; editor++) {
                String name = "editor " + editor;
                editors.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return refusalsOf(message, conversation, name, reason);
                }));
            }
            Future<Object> ended = threads.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                return chat.send(ending.of(message, conversation), Object.class).join();
            });
            ended.get(60, TimeUnit.SECONDS);
            for (Future<Integer> editor : editors) {
                refused += editor.get(60, TimeUnit.SECONDS);
            }

            List<ChatEvent> told = chat.events().stream().skip(first).toList();
            assertThat(told).filteredOn(end::isInstance).hasSize(1);
            assertThat(told.stream().dropWhile(event -> !end.isInstance(event)))
                    .noneMatch(MessageEdited.class::isInstance);
            editedBefore += told.size() - 1;
        }
        assertThat(editedBefore).as("the premise: some edits came first").isPositive();
        assertThat(refused).as("the premise: some edits came too late").isPositive();
        assertThat(chat.conflicts()).as("the premise: the threads met").isPositive();
    }

    private int refusalsOf(MessageId message, ConversationId conversation, String name, Reason reason) {
        int refused = 0;
        for (int i = 0; i < EDITS_OF_ONE; i++) {
            EditMessage edit = new EditMessage(message, conversation, ANN, name + ", edit " + i);
            Throwable failure =
                    catchThrowable(() -> chat.send(edit, MessageRevised.class).join());
            if (failure != null) {
                assertThat(failure.getCause())
                        .isInstanceOfSatisfying(
                                CommandRejected.class,
                                no -> assertThat(no.reason()).isEqualTo(reason));
                refused++;
            }
        }
        return refused;
    }

    private ConversationId conversationWith(MessageId message) {
        ConversationId conversation = ConversationId.next();
        chat.append(
                new ConversationCreated(conversation, ConversationKind.GROUP, null, null, BOB, NOW),
                new MemberJoined(conversation, BOB, MemberRole.MODERATOR, BOB, true, NOW),
                new MemberJoined(conversation, ANN, MemberRole.MEMBER, BOB, true, NOW),
                new MessageSent(
                        message, conversation, ANN, new ClientMessageId(UUID.randomUUID()), "hello", null, NOW));
        return conversation;
    }
}
