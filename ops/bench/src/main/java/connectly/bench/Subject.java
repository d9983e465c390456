package connectly.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Something that is run once in every round, and what the rounds saw of it. */
final class Subject {
    /** One round of it. */
    interface Work {
        /**
         * Works for about so long.
         *
         * @throws Exception ends the run
         */
        Sample run(Duration about) throws Exception;
    }

    private final String name;
    private final Work work;
    private final List<Sample> samples = new ArrayList<>();

    Subject(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    String name() {
        return name;
    }

    void warmUp(Duration about) throws Exception {
        var _ = work.run(about);
    }

    void round(Duration about) throws Exception {
        samples.add(work.run(about));
    }

    double median(ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    /** The median of the rates' ratios, each within one round: what slows the machine slows both sides of it. */
    double ratioTo(Subject limit) {
        double[] ratios = new double[samples.size()];
        Arrays.setAll(
                ratios, i -> samples.get(i).perSecond() / limit.samples.get(i).perSecond());
        return median(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
