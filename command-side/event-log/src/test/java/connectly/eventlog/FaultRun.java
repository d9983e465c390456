package connectly.eventlog;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * How long the fault tests run, and with which seeds. System properties:
 *
 * <ul>
 *   <li>{@code connectly.faults}: {@code long} for the full counts, which Maven's profile {@code faults} sets; anything
 *       else, or nothing, for a few of each
 *   <li>{@code connectly.faults.seed}: this seed alone instead of new ones. What threads and the disk do in between is
 *       not in its hand, so a seed repeats the fault, and not always what comes of it.
 * </ul>
 */
final class FaultRun {
    private static final String SEED = "connectly.faults.seed";

    private static final boolean LONG = "long".equals(System.getProperty("connectly.faults"));

    private FaultRun() {}

    static boolean isLong() {
        return LONG;
    }

    /** New ones each run, so that a year of runs is a year of seeds. Each is printed in the form that repeats it. */
    static LongStream seeds(Class<?> test, int inTheNormalRun, int onDemand) {
        Long given = Long.getLong(SEED);
        LongStream seeds = given == null
                ? new SplittableRandom().longs(LONG ? onDemand : inTheNormalRun, 0, Integer.MAX_VALUE)
                : LongStream.of(given);
        return seeds.peek(seed -> System.out.println(test.getSimpleName() + " -D" + SEED + "=" + seed));
    }
}
