package connectly.bench.chat;

import java.util.List;
import java.util.Optional;

/** What can be measured, by name. */
final class Scenarios {
    static final List<Scenario> ALL = List.of(
            new Live("a", 1, 100, new Live.InFlight(32)),
            new Live("b", 100, 10, new Live.InFlight(100)),
            new Live("c", 1, 1_000, new Live.ASecond(20)),
            new Live("l", 100, 10, new Live.ASecond(40)),
            new Live("push", 100, 10, new Live.ASecond(500)),
            new Idle(1_000),
            new Idle(5_000),
            new Idle(10_000),
            new Reading(),
            new Slow(),
            new Storm(),
            new Churn(),
            new Kill());

    private Scenarios() {}

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
