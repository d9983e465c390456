package connectly.handlers;

import connectly.events.AccountRegistered;
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
import connectly.events.MessageDeleted;
import connectly.events.MessageEdited;
import connectly.events.MessageSent;
import connectly.events.ReactionChanged;
import connectly.events.ReceiptsRecorded;
import connectly.events.UserId;
import connectly.handlers.joining.AddMember;
import connectly.handlers.leaving.RemoveMember;
import connectly.handlers.muting.MuteMember;
import connectly.handlers.muting.UnmuteMember;
import connectly.handlers.sending.SendMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chat as plain maps, changed by one event after another: what the log must agree with. Not for several threads. */
final class ModelWorld {
    /** What is to be answered: a refusal, or effects, of which there are none where nothing changes. */
    record Verdict(@Nullable Reason refusal, List<String> effects) {
        static Verdict no(Reason reason) {
            return new Verdict(reason, List.of());
        }

        static Verdict yes(String... effects) {
            return new Verdict(null, List.of(effects));
        }
    }

    private record Key(UserId sender, ClientMessageId id) {}

    private record Room(
            ConversationKind kind, SequencedMap<UserId, MemberRole> members, Map<UserId, MemberMuted> mutes) {
        boolean mutes(UserId user, Instant now) {
            MemberMuted mute = mutes.get(user);
            return mute != null && (mute.until() == null || mute.until().isAfter(now));
        }

        boolean isModeratedBy(UserId user) {
            return members.get(user) == MemberRole.MODERATOR;
        }
    }

    private final Set<UserId> accounts = new HashSet<>();
    private final Map<ConversationId, Room> rooms = new HashMap<>();
    private final Map<Key, MessageSent> messages = new HashMap<>();

    void take(ChatEvent event) {
        switch (event) {
            case AccountRegistered it -> accounts.add(it.userId());
            case ConversationCreated it ->
                rooms.put(it.conversationId(), new Room(it.kind(), new LinkedHashMap<>(), new HashMap<>()));
            case MemberJoined it -> room(it.conversationId()).members().put(it.userId(), it.role());
            case MemberLeft it -> room(it.conversationId()).members().remove(it.userId());
            case MemberRoleChanged it -> room(it.conversationId()).members().put(it.userId(), it.role());
            case MemberMuted it -> room(it.conversationId()).mutes().put(it.userId(), it);
            case MemberUnmuted it -> room(it.conversationId()).mutes().remove(it.userId());
            case MessageSent it -> messages.put(new Key(it.senderId(), it.clientMessageId()), it);
            // What the model decides does not depend on what became of a message, or on who has it.
            case MessageEdited _, MessageDeleted _, ReactionChanged _, ReceiptsRecorded _ -> {}
        }
    }

    private Room room(ConversationId conversation) {
        return Objects.requireNonNull(rooms.get(conversation));
    }

    /** The message that a sender's client id stands for; null while it is new. */
    @Nullable MessageSent message(UserId sender, ClientMessageId id) {
        return messages.get(new Key(sender, id));
    }

    Verdict verdict(Object command, Instant now) {
        return switch (command) {
            case SendMessage it -> send(it, now);
            case MuteMember it -> mute(it, now);
            case UnmuteMember it -> unmute(it, now);
            case AddMember it -> add(it);
            case RemoveMember it -> remove(it);
            default -> throw new IllegalArgumentException("the model does not know " + command);
        };
    }

    private Verdict send(SendMessage it, Instant now) {
        MessageSent first = message(it.senderId(), it.clientMessageId());
        if (first != null) {
            boolean same = first.conversationId().equals(it.conversationId())
                    && it.body().equals(first.body());
            return same ? Verdict.yes() : Verdict.no(Reason.DUPLICATE_WITH_OTHER_CONTENT);
        }
        Room room = rooms.get(it.conversationId());
        if (room == null) {
            return Verdict.no(Reason.UNKNOWN_CONVERSATION);
        }
        if (!room.members().containsKey(it.senderId())) {
            return Verdict.no(Reason.NOT_A_MEMBER);
        }
        if (room.mutes(it.senderId(), now)) {
            return Verdict.no(Reason.MUTED);
        }
        return Verdict.yes("sent %s to %s by %s as %s: %s"
                .formatted(it.messageId(), it.conversationId(), it.senderId(), it.clientMessageId(), it.body()));
    }

    private Optional<Verdict> notModerating(ConversationId conversation, UserId actor) {
        Room room = rooms.get(conversation);
        if (room == null) {
            return Optional.of(Verdict.no(Reason.UNKNOWN_CONVERSATION));
        }
        if (!room.members().containsKey(actor)) {
            return Optional.of(Verdict.no(Reason.NOT_A_MEMBER));
        }
        return room.isModeratedBy(actor) ? Optional.empty() : Optional.of(Verdict.no(Reason.NOT_A_MODERATOR));
    }

    private Verdict mute(MuteMember it, Instant now) {
        return notModerating(it.conversationId(), it.mutedBy()).orElseGet(() -> {
            Room room = room(it.conversationId());
            if (!room.members().containsKey(it.userId())) {
                return Verdict.no(Reason.UNKNOWN_MEMBER);
            }
            if (it.until() != null && !it.until().isAfter(now)) {
                return Verdict.no(Reason.MUTE_END_INVALID);
            }
            MemberMuted before = room.mutes().get(it.userId());
            boolean same = before != null
                    && Objects.equals(before.until(), it.until())
                    && Objects.equals(before.reason(), it.reason());
            return same
                    ? Verdict.yes()
                    : Verdict.yes("muted %s in %s by %s until %s: %s"
                            .formatted(it.userId(), it.conversationId(), it.mutedBy(), it.until(), it.reason()));
        });
    }

    private Verdict unmute(UnmuteMember it, Instant now) {
        return notModerating(it.conversationId(), it.unmutedBy())
                .orElseGet(() -> room(it.conversationId()).mutes(it.userId(), now)
                        ? Verdict.yes(
                                "unmuted %s in %s by %s".formatted(it.userId(), it.conversationId(), it.unmutedBy()))
                        : Verdict.yes());
    }

    private Verdict add(AddMember it) {
        Room room = rooms.get(it.conversationId());
        if (room == null) {
            return Verdict.no(Reason.UNKNOWN_CONVERSATION);
        }
        if (!room.members().containsKey(it.addedBy())) {
            return Verdict.no(Reason.NOT_A_MEMBER);
        }
        if (room.members().containsKey(it.userId())) {
            return Verdict.yes();
        }
        if (room.kind() == ConversationKind.DIRECT) {
            return Verdict.no(Reason.DIRECT_KEEPS_ITS_MEMBERS);
        }
        return accounts.contains(it.userId())
                ? Verdict.yes("joined %s %s as MEMBER by %s".formatted(it.conversationId(), it.userId(), it.addedBy()))
                : Verdict.no(Reason.UNKNOWN_NEWCOMER);
    }

    private Verdict remove(RemoveMember it) {
        Room room = rooms.get(it.conversationId());
        boolean leaving = it.userId().equals(it.removedBy());
        if (room == null) {
            return Verdict.no(Reason.UNKNOWN_CONVERSATION);
        }
        if (!room.members().containsKey(it.removedBy())) {
            return leaving ? Verdict.yes() : Verdict.no(Reason.NOT_A_MEMBER);
        }
        if (room.kind() == ConversationKind.DIRECT) {
            return Verdict.no(Reason.DIRECT_KEEPS_ITS_MEMBERS);
        }
        if (!leaving && !room.isModeratedBy(it.removedBy())) {
            return Verdict.no(Reason.NOT_A_MODERATOR);
        }
        return room.members().containsKey(it.userId()) ? departure(it, room) : Verdict.yes();
    }

    private static Verdict departure(RemoveMember it, Room room) {
        List<String> effects = new ArrayList<>();
        effects.add("left %s %s by %s".formatted(it.conversationId(), it.userId(), it.removedBy()));
        SequencedMap<UserId, MemberRole> others = new LinkedHashMap<>(room.members());
        others.remove(it.userId());
        if (!others.isEmpty() && !others.containsValue(MemberRole.MODERATOR)) {
            effects.add("role %s %s MODERATOR by %s"
                    .formatted(it.conversationId(), others.firstEntry().getKey(), it.removedBy()));
        }
        return new Verdict(null, effects);
    }

    /** An event in the model's words. */
    static String told(ChatEvent event) {
        return switch (event) {
            case MessageSent it ->
                "sent %s to %s by %s as %s: %s"
                        .formatted(it.messageId(), it.conversationId(), it.senderId(), it.clientMessageId(), it.body());
            case MemberMuted it ->
                "muted %s in %s by %s until %s: %s"
                        .formatted(it.userId(), it.conversationId(), it.mutedBy(), it.until(), it.reason());
            case MemberUnmuted it ->
                "unmuted %s in %s by %s".formatted(it.userId(), it.conversationId(), it.unmutedBy());
            case MemberJoined it ->
                "joined %s %s as %s by %s".formatted(it.conversationId(), it.userId(), it.role(), it.addedBy());
            case MemberLeft it -> "left %s %s by %s".formatted(it.conversationId(), it.userId(), it.removedBy());
            case MemberRoleChanged it ->
                "role %s %s %s by %s".formatted(it.conversationId(), it.userId(), it.role(), it.changedBy());
            case MessageEdited it -> "edited %s by %s: %s".formatted(it.messageId(), it.editorId(), it.body());
            case MessageDeleted it -> "deleted %s by %s".formatted(it.messageId(), it.deletedBy());
            case ReactionChanged it -> "%s by %s to %s: %s".formatted(it.emoji(), it.userId(), it.messageId(), it.on());
            case ReceiptsRecorded it -> "%s in %s: %s".formatted(it.kind(), it.conversationId(), it.receipts());
            case ConversationCreated it -> "created " + it.conversationId();
            case AccountRegistered it -> "registered " + it.userId();
        };
    }
}
