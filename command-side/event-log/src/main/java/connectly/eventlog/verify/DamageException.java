package connectly.eventlog.verify;

/** The first thing that is wrong with the log; the message says what in one sentence. */
final class DamageException extends Exception {
    /** Of no single event. */
    static final long NOWHERE = 0;

    private final long position;

    DamageException(long position, String what) {
        super(what);
        this.position = position;
    }

    /** Of the event that is wrong, or the first that may be. */
    long position() {
        return position;
    }

    boolean isBefore(DamageException other) {
        return position != NOWHERE && (other.position == NOWHERE || position < other.position);
    }

    Verdict.Broken verdict() {
        return new Verdict.Broken(position, String.valueOf(getMessage()));
    }
}
