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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits on the real engine, against what ends them. */
class RevisionRacesTest {
    private static final int EDITORS = 2;
    /** Far more than come before the end, so that a lost refusal fails the test and does not run for ever. */
    private static final int MOST_EDITS_OF_ONE = 100_000;

    private static final int ROUNDS = 40;

    @TempDir
    private Path directory;

    private ChatOnDisk chat;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        chat = new ChatOnDisk(directory.resolve("events.db"));
        threads = Executors.newFixedThreadPool(EDITORS);
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

    /** The editors edit until they are refused, and the end comes when some edit is there: so it falls between. */
    private void noEditComesAfter(Ending ending, Class<? extends ChatEvent> end, Reason reason) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            MessageId message = MessageId.next();
            ConversationId conversation = conversationWith(message);
            int first = chat.events().size();
            CountDownLatch firstEdit = new CountDownLatch(1);
            List<Future<Integer>> editors = new ArrayList<>();
            for (int editor = 0; editor < EDITORS; editor++) {
                String name = "editor " + editor;
                editors.add(threads.submit(() -> editedUntilRefused(message, conversation, name, reason, firstEdit)));
            }
            assertThat(firstEdit.await(60, TimeUnit.SECONDS))
                    .as("the premise: some edits came first")
                    .isTrue();
            settled(() ->
                    chat.send(ending.of(message, conversation), Object.class).join());
            int edited = 0;
            for (Future<Integer> editor : editors) {
                edited += editor.get(60, TimeUnit.SECONDS);
            }

            List<ChatEvent> told = chat.events().stream().skip(first).toList();
            assertThat(told).filteredOn(end::isInstance).hasSize(1);
            assertThat(told.stream().dropWhile(event -> !end.isInstance(event)))
                    .noneMatch(MessageEdited.class::isInstance);
            assertThat(told).hasSize(edited + 1);
        }
        assertThat(chat.conflicts()).as("the premise: the threads met").isPositive();
    }

    private int editedUntilRefused(
            MessageId message, ConversationId conversation, String name, Reason reason, CountDownLatch firstEdit) {
        for (int edited = 0; edited < MOST_EDITS_OF_ONE; edited++) {
            EditMessage edit = new EditMessage(message, conversation, ANN, name + ", edit " + edited);
            Throwable failure = catchThrowable(
                    () -> settled(() -> chat.send(edit, MessageRevised.class).join()));
            if (failure != null) {
                assertThat(failure.getCause())
                        .isInstanceOfSatisfying(
                                CommandRejected.class,
                                no -> assertThat(no.reason()).isEqualTo(reason));
                return edited;
            }
            firstEdit.countDown();
        }
        throw new AssertionError("the premise: nobody was refused");
    }

    /** What loses all its tries to the others is sent again, as a client would: every edit here conflicts with all. */
    private static void settled(Runnable command) {
        while (true) {
            try {
                command.run();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof AppendEventsTransactionRejectedException)) {
                    throw e;
                }
            }
        }
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
