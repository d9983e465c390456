package connectly.handlers.muting;

/**
 * The mute is as it was asked for.
 *
 * @param changed false where it was so before
 */
public record MuteSettled(boolean changed) {}
