package connectly.projectors;

/** Is told how a projection goes. Called on the projection's own thread: it must not block. */
public interface ProjectionListener {
    /** A commit has made everything up to this position of the log visible to readers. */
    void reached(long position);

    /** A batch failed. It is rolled back and tried again, so this may come many times for one cause. */
    void failed(Throwable failure);
}
