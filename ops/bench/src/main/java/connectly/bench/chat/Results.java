package connectly.bench.chat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells what every run found, as soon as it is over. */
final class Results {
    private final JsonMapper json = new JsonMapper();
    private final PrintWriter out;
    private final @Nullable Path file;
    private int faults;

    /** One run of a scenario. */
    interface Runner {
        Outcome run(Scenario scenario) throws IOException, InterruptedException;
    }

    /** @param file gets a line of JSON a run; null for none */
    Results(PrintWriter out, @Nullable Path file) {
        this.out = out;
        this.file = file;
    }

    void add(Scenario scenario, int round, Runner runner) throws IOException, InterruptedException {
        line("%s (%s), round %d".formatted(scenario.name(), scenario.title(), round));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("scenario", scenario.name());
        told.put("round", round);
        told.put("at", Instant.now().toString());
        try {
            Outcome outcome = runner.run(scenario);
            outcome.table().forEach(this::line);
            told.putAll(outcome.json());
        } catch (Fault fault) {
            faults++;
            line("  FAULT: " + fault.getMessage());
            told.put("fault", String.valueOf(fault.getMessage()));
        }
        if (file != null) {
            Files.writeString(
                    file, json.writeValueAsString(told) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    int faults() {
        return faults;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
