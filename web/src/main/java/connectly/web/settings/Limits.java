package connectly.web.settings;

/** {@code CONNECTLY_LIMITS}: whether rate limits and spam penalties are on. */
public enum Limits {
    STANDARD,
    /** All off, for load tests; refused in prod. */
    RELAXED
}
