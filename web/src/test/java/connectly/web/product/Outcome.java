package connectly.web.product;

/**
 * A process of the product that has ended.
 *
 * @param exitCode its exit code
 * @param stdout everything it printed to standard output
 * @param stderr everything it printed to standard error
 */
record Outcome(int exitCode, String stdout, String stderr) {}
