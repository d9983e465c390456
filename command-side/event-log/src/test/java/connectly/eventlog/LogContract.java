package connectly.eventlog;

/**
 * What every engine is held to. To run an engine against it, extend {@link AppendContract}, {@link SourceContract} and
 * {@link TailContract} and say how its log is opened; {@link SqliteContractTest} does.
 */
public abstract class LogContract {
    /** So few that what the contract's tails read fills several pages. */
    protected static final int PAGE_SIZE = 7;

    /**
     * Opens the log of the test that runs, with pages of {@link #PAGE_SIZE} events if its tails read by pages. It is
     * empty at first; opened again after it was closed, it holds what was stored.
     */
    protected abstract ContractLog open();
}
