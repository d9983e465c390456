package connectly.web.identity;

/** What one Argon2id hash costs. */
record Argon2Cost(int memoryKib, int iterations, int parallelism) {
    /** The first of OWASP's recommended settings for servers (Password Storage Cheat Sheet). */
    static final Argon2Cost STANDARD = new Argon2Cost(19_456, 2, 1);
}
