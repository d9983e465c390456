package connectly.eventlog.verify;

/** What came of a verification. */
public sealed interface Verdict {
    /**
     * Everything is as it was written, and agrees with what was kept, if anything was.
     *
     * @param events how many there are
     * @param signed how many of them the newest checkpoint covers; nobody vouches yet for those after it
     * @param checkpoints how many were checked
     */
    record Sound(long events, long signed, long checkpoints) implements Verdict {}

    /**
     * The log is not what was written.
     *
     * @param position of the first event that is wrong, or may be; 0 where no single event is concerned
     * @param what is wrong there, one sentence
     */
    record Broken(long position, String what) implements Verdict {}

    /**
     * The log agrees with itself, but not with the checkpoint or the key that was kept.
     *
     * @param why one sentence
     */
    record Contradicted(String why) implements Verdict {}

    /**
     * The log agrees with itself, and ends before the checkpoint that was kept: nothing contradicts it, and nothing
     * proves that the checkpoint goes on from this log.
     *
     * @param events how many there are; the first that is missing comes after them
     * @param keptSize how many the checkpoint covers
     */
    record Behind(long events, long keptSize) implements Verdict {}
}
