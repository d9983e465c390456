package connectly.web.product;

import java.util.SplittableRandom;

/**
 * How long tests with hostile peers, cuts and kills run, and with which seed. System properties:
 *
 * <ul>
 *   <li>{@code connectly.faults}: {@code long} for the full length, which Maven's profile {@code faults} sets
 *   <li>{@code connectly.faults.seed}: this seed instead of a new one. It repeats what the test does, not when the
 *       product does what
 * </ul>
 */
final class FaultRun {
    private static final String SEED = "connectly.faults.seed";

    private FaultRun() {}

    /** The first in the normal run, the second in the profile {@code faults}. */
    static int either(int inTheNormalRun, int atFullLength) {
        return "long".equals(System.getProperty("connectly.faults")) ? atFullLength : inTheNormalRun;
    }

    /** Chance for one test, which prints how to have the same again. */
    static SplittableRandom chance(Class<?> test) {
        Long given = Long.getLong(SEED);
        long seed = given != null ? given : new SplittableRandom().nextInt(Integer.MAX_VALUE);
        System.out.println(test.getSimpleName() + " -D" + SEED + "=" + seed);
        return new SplittableRandom(seed);
    }
}
