package connectly.bench.chat;

import org.jspecify.annotations.Nullable;

/** When messages are sent, and into which conversation. Times are those of {@link System#nanoTime()}. */
interface Pace {
    /** The conversation whose turn it is, taken; null while nothing is due at {@code now}. */
    @Nullable Conversation next(long now);

    /** When the message that {@link #next} just gave was to be sent. */
    long intended();

    /** How long to wait for what is due next, if nothing else happens. */
    long nanosToNext(long now);

    /** A message is acknowledged and at every member. */
    void done(Message message);
}
