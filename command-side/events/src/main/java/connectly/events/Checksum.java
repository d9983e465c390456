package connectly.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lets anybody who has a body check that it is the one that was accepted. */
final class Checksum {
    private Checksum() {}

    /** Lower-case hex SHA-256 (FIPS 180-4) of the UTF-8 bytes of {@code body}. */
    static String of(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
