package connectly.web.conversations;

import org.jspecify.annotations.Nullable;

/** An edit as a client sends it, not trusted yet. What its text may be is the decision's to say. */
record EditForm(@Nullable String body) {
    /** Not the text: it must not reach a log. */
    @Override
    public String toString() {
        return "EditForm[]";
    }
}
