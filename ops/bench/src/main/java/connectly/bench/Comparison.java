package connectly.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: a subject held against its limit.
 *
 * @param target null where none is set
 */
record Comparison(Subject subject, Subject limit, @Nullable Target target) {
    /** What the ratio must be. */
    sealed interface Target {
        boolean metBy(double rateRatio);

        /** The ratio in the terms of the target. */
        double shown(double rateRatio);
    }

    /** At least so much of the limit's rate. */
    record OfRate(double least) implements Target {
        @Override
        public boolean metBy(double rateRatio) {
            return shown(rateRatio) >= least;
        }

        @Override
        public double shown(double rateRatio) {
            return rateRatio;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, ">= %.2f", least);
        }
    }

    /** At most so many times as long as the limit takes. */
    record OfTime(double most) implements Target {
        @Override
        public boolean metBy(double rateRatio) {
            return shown(rateRatio) <= most;
        }

        @Override
        public double shown(double rateRatio) {
            return 1 / rateRatio;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "<= %.2f", most);
        }
    }

    double ratio() {
        double rateRatio = subject.ratioTo(limit);
        return target == null ? rateRatio : target.shown(rateRatio);
    }

    String verdict() {
        if (target == null) {
            return "";
        }
        return target.metBy(subject.ratioTo(limit)) ? "met" : "MISSED";
    }
}
