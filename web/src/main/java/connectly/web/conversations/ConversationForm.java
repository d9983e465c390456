package connectly.web.conversations;

import connectly.events.ConversationId;
import connectly.events.ConversationKind;
import connectly.events.UserId;
import connectly.handlers.conversing.CreateConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation as a client asks for it, not trusted yet. */
record ConversationForm(
        @Nullable String kind,
        @Nullable String title,
        @Nullable List<@Nullable String> memberIds) {

    CreateConversation checked(UUID creator) {
        Fields fields = new Fields();
        ConversationKind checkedKind = kind(fields);
        List<UserId> members = members(fields);
        fields.throwIfAny();
        return new CreateConversation(ConversationId.next(), checkedKind, title, new UserId(creator), members);
    }

    private ConversationKind kind(Fields fields) {
        return switch (fields.required("kind", kind)) {
            case "direct" -> ConversationKind.DIRECT;
            case "group" -> ConversationKind.GROUP;
            default -> {
                if (kind != null) {
                    fields.wrong("kind", "unknown", "A conversation is direct or group.");
                }
                yield ConversationKind.GROUP;
            }
        };
    }

    private List<UserId> members(Fields fields) {
        List<UserId> members = new ArrayList<>();
        if (memberIds == null) {
            fields.required("memberIds", null);
            return members;
        }
        for (int i = 0; i < memberIds.size(); i++) {
            members.add(new UserId(fields.requiredId("memberIds.[" + i + "]", memberIds.get(i))));
        }
        return members;
    }
}
