package connectly.web.settings;

/** Where this process runs ({@code CONNECTLY_ENV}); also the name of the active Spring profile, in lower case. */
public enum Stage {
    /** One person's machine: plain HTTP on loopback, secrets made on first use. */
    DEV,
    STAGING,
    PROD;

    /** Whether browsers reach us over TLS, so that cookies can be {@code Secure} and {@code __Host-}. */
    public boolean overTls() {
        return this != DEV;
    }
}
