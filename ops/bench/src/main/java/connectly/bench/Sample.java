package connectly.bench;

/**
 * What one round saw of one subject.
 *
 * @param operations how many were done
 * @param nanos how long they took together
 * @param cpuNanos processor time that the whole process spent meanwhile
 * @param commits transactions that they shared; 0 where that means nothing
 */
record Sample(long operations, long nanos, long cpuNanos, long commits) {
    private static final double NANOS_OF_A_SECOND = 1e9;
    private static final double NANOS_OF_A_MICRO = 1e3;

    double perSecond() {
        return operations * NANOS_OF_A_SECOND / nanos;
    }

    double cpuMicros() {
        return cpuNanos / NANOS_OF_A_MICRO / operations;
    }

    double batch() {
        return commits == 0 ? Double.NaN : operations / (double) commits;
    }
}
