package connectly.web.health;

/** One thing that must work before this process should get traffic; every bean of this type is asked. */
public interface ReadinessCheck {
    /** Short and stable, such as {@code identity}. */
    String name();

    /** Answers at once; an exception counts as unhealthy. */
    Result check();

    /**
     * What a check found.
     *
     * @param detail for whoever runs the server; public, so it names no path, user or secret
     */
    record Result(boolean healthy, String detail) {}
}
