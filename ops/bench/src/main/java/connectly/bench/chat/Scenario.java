package connectly.bench.chat;

import java.io.IOException;

/** Something to measure. */
interface Scenario {
    /** What the commands calls it. */
    String name();

    /** One line on what it does. */
    String title();

    /**
     * Runs it on a server that has nothing of it yet.
     *
     * @throws Fault when the server broke a promise
     */
    Outcome run(Run run) throws IOException, InterruptedException;
}
