package connectly.web.commands;

import connectly.handlers.Reason;
import connectly.query.Access;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;

/** The words of the edge for every reason that a decision can have. */
public final class Rejections {
    private Rejections() {}

    public static Problem problem(Reason reason) {
        return switch (reason) {
            case USERNAME_TAKEN -> invalid(ProblemCode.CONFLICT, "username", "taken", "This username is taken.");
            case UNKNOWN_ACCOUNT -> invalid("memberIds", "unknown", "Somebody named here has no account.");
            case DIRECT_NEEDS_ONE_OTHER_MEMBER ->
                invalid("memberIds", "wrong-count", "A direct conversation needs exactly one other person.");
            case DIRECT_HAS_NO_TITLE -> invalid("title", "not-allowed", "A direct conversation has no title.");
            case TITLE_INVALID -> invalid("title", "malformed", "A title is one line of 1 to 100 characters.");
            case TOO_MANY_MEMBERS ->
                invalid("memberIds", "too-many", "A conversation begins with 1,000 members at most.");
            case UNKNOWN_CONVERSATION -> Conversations.unknown();
            case NOT_A_MEMBER -> Conversations.notAMember();
            case NOT_A_MODERATOR ->
                refused(ProblemCode.FORBIDDEN, "Only a moderator of this conversation can do this.");
            case UNKNOWN_MEMBER -> refused(ProblemCode.NOT_FOUND, "This person is not a member of the conversation.");
            case UNKNOWN_NEWCOMER -> refused(ProblemCode.NOT_FOUND, "There is no such account.");
            case DIRECT_KEEPS_ITS_MEMBERS ->
                refused(ProblemCode.CONFLICT, "A direct conversation keeps the two people it began with.");
            case CONVERSATION_FULL -> refused(ProblemCode.CONFLICT, "This conversation has its 1,000 members already.");
            case MUTE_END_INVALID ->
                invalid("until", "out-of-range", "A mute ends in the future, and before the year 10000.");
            case MUTE_REASON_INVALID -> invalid("reason", "malformed", "A reason is one line of 1 to 200 characters.");
            case MUTED -> refused(ProblemCode.MUTED, "You are muted in this conversation.");
            case UNKNOWN_MESSAGE -> refused(ProblemCode.NOT_FOUND, "The conversation has no such message.");
            case NOT_THE_AUTHOR -> refused(ProblemCode.FORBIDDEN, "Only who sent a message can edit it.");
            case NEITHER_AUTHOR_NOR_MODERATOR ->
                refused(ProblemCode.FORBIDDEN, "Only who sent a message, or a moderator, can delete it.");
            case MESSAGE_DELETED -> refused(ProblemCode.CONFLICT, "The message is deleted.");
            case EMOJI_INVALID -> invalid("emoji", "malformed", "A reaction is one emoji.");
            case TOO_MANY_EMOJIS -> refused(ProblemCode.CONFLICT, "A message has 20 different emojis at most.");
            case BODY_BLANK -> invalid("body", "blank", "A message needs something to read.");
            case BODY_TOO_LARGE ->
                invalid(ProblemCode.MESSAGE_TOO_LARGE, "body", "too-long", "A message has 4,000 characters at most.");
            case BODY_NOT_TEXT -> invalid("body", "malformed", "The message is not whole Unicode text.");
            case UNKNOWN_REPLY_TARGET ->
                invalid("replyTo", "unknown", "The conversation has no such message to answer.");
            case DUPLICATE_WITH_OTHER_CONTENT ->
                invalid(
                        ProblemCode.DUPLICATE_WITH_OTHER_CONTENT,
                        "clientMessageId",
                        "used",
                        "You have sent something else with this clientMessageId.");
        };
    }

    private static Problem refused(ProblemCode problem, String sentence) {
        return Problem.of(problem).detail(sentence).build();
    }

    private static Problem invalid(String field, String code, String sentence) {
        return invalid(ProblemCode.VALIDATION_FAILED, field, code, sentence);
    }

    private static Problem invalid(ProblemCode problem, String field, String code, String sentence) {
        return Problem.of(problem).detail(sentence).field(field, code, sentence).build();
    }

    /** What is said of a conversation that cannot be looked into, whether a command or a query found so. */
    public static final class Conversations {
        private Conversations() {}

        /** What is said to somebody who is no member. */
        public static Problem refused(Access access) {
            return access == Access.NOT_A_MEMBER ? notAMember() : unknown();
        }

        static Problem unknown() {
            return Problem.of(ProblemCode.NOT_FOUND)
                    .detail("There is no such conversation.")
                    .build();
        }

        static Problem notAMember() {
            return Problem.of(ProblemCode.FORBIDDEN)
                    .detail("You are not a member of this conversation.")
                    .build();
        }
    }
}
