package connectly.web.conversations;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as a client sends it, not trusted yet. What its text may be is the decision's to say. */
public record MessageForm(
        @Nullable String clientMessageId,
        @Nullable String body,
        @Nullable String replyTo) {

    record Checked(
            UUID clientMessageId, String body, @Nullable UUID replyTo) {}

    /**
     * The message, if its parts have the right form.
     *
     * @throws connectly.web.problem.ProblemException naming every field that has not
     */
    Checked checked() {
        Fields fields = new Fields();
        UUID clientId = fields.requiredId("clientMessageId", clientMessageId);
        UUID answered = replyTo == null ? null : fields.requiredId("replyTo", replyTo);
        String text = fields.required("body", body);
        fields.throwIfAny();
        return new Checked(clientId, text, answered);
    }

    /** Not the text: it must not reach a log. */
    @Override
    public String toString() {
        return "MessageForm[" + clientMessageId + "]";
    }
}
