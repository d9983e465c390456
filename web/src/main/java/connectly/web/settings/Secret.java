package connectly.web.settings;

/** A value that must not reach a log or an answer; its text form hides it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
