package connectly.bench.chat;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and latencies, of the time in which they are switched on. */
final class Figures {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    /** From the intended time to the ack. */
    final Histogram ack = new Histogram(LONGEST, DIGITS);
    /** From the intended time until the last member has it. */
    final Histogram last = new Histogram(LONGEST, DIGITS);
    /** From the intended time to each member. */
    final Histogram each = new Histogram(LONGEST, DIGITS);
    /** From the intended time until the driver got to sending it: what is large here is not the server's. */
    final Histogram late = new Histogram(LONGEST, DIGITS);

    private boolean on;
    private long acked;
    private long delivered;

    void switchOn() {
        on = true;
    }

    void switchOff() {
        on = false;
    }

    void sent(Message message, long now) {
        if (on) {
            record(late, message, now);
        }
    }

    void acked(Message message, long now) {
        if (on) {
            acked++;
            record(ack, message, now);
        }
    }

    void delivered(Message message, long now) {
        if (on) {
            delivered++;
            record(each, message, now);
            if (message.missing == 0) {
                record(last, message, now);
            }
        }
    }

    private static void record(Histogram histogram, Message message, long now) {
        histogram.recordValue(Math.clamp(now - message.intended, 0, LONGEST));
    }

    long acked() {
        return acked;
    }

    long delivered() {
        return delivered;
    }
}
