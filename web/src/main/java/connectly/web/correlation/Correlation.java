package connectly.web.correlation;

import com.fasterxml.uuid.Generators;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The correlation id of the work at hand: in every log line ({@code correlationId}), in the answer's header and in the
 * metadata of every event the request caused.
 */
public final class Correlation {
    public static final String HEADER = "X-Correlation-Id";
    /** MDC key, request attribute and name in command and event metadata. */
    public static final String KEY = "correlationId";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Correlation() {}

    /** The id of what this thread does now; a new one where nothing was begun, such as in a background task. */
    public static String current() {
        String id = MDC.get(KEY);
        return id != null ? id : newId();
    }

    /** What the client proposes if it is harmless in logs and headers, else a new id. */
    public static String acceptOrNew(@Nullable String proposed) {
        return proposed != null && ACCEPTABLE.matcher(proposed).matches() ? proposed : newId();
    }

    /** Runs {@code work} under {@code id}; for frames of a socket and tasks on other threads. */
    public static <T> T with(String id, Supplier<T> work) {
        String before = MDC.get(KEY);
        MDC.put(KEY, id);
        try {
            return work.get();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }

    public static String newId() {
        return Generators.timeBasedEpochGenerator().generate().toString();
    }
}
