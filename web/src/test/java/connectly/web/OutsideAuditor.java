package connectly.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Somebody without an account who knows the log by its verifier key alone, and believes only what they can compute. Written
 * after RFC 6962 and C2SP, and uses nothing of the product.
 */
final class OutsideAuditor {
    private static final int HASH_BYTES = 32;
    private static final int FULL = 256;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** What makes 32 bytes an Ed25519 key in the form that the JDK reads (RFC 8410, section 4). */
    private static final byte[] KEY_START = HexFormat.of().parseHex("302a300506032b6570032100");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI log;
    private final String name;
    private final byte[] key;

    /**
     * @param log the address that {@code checkpoint} and {@code tile} are beside, with a slash at its end
     * @param verifierKey as {@code name+id+key}
     */
    OutsideAuditor(URI log, String verifierKey) {
        String[] parts = verifierKey.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        this.log = log;
        this.name = parts[0];
        this.key = Arrays.copyOfRange(typed, 1, typed.length);
    }

    record Checkpoint(long size, String root) {}

    /** The newest checkpoint, whose origin and signature are as they must be. */
    Checkpoint checkpoint() {
        String note = new String(fetch("checkpoint").body(), StandardCharsets.UTF_8);
        int end = note.indexOf("\n\n") + 1;
        String text = note.substring(0, end);
        String signatureLine = note.substring(end + 1);
        assertThat(signatureLine).startsWith("\u2014 " + name + " ").endsWith("\n");
        byte[] signature = Base64.getDecoder().decode(signatureLine.strip().substring(name.length() + 3));
        assertThat(signs(Arrays.copyOfRange(signature, 4, signature.length), text))
                .isTrue();
        String[] lines = text.split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo(name);
        return new Checkpoint(Long.parseLong(lines[1]), lines[2]);
    }

    private boolean signs(byte[] signature, String text) {
        try {
            byte[] encoded = Arrays.copyOf(KEY_START, KEY_START.length + key.length);
            System.arraycopy(key, 0, encoded, KEY_START.length, key.length);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The hashes of a level in a tree of this size, from its tiles. */
    List<byte[]> level(int level, long size) {
        long count = size >> (8 * level);
        List<byte[]> hashes = new ArrayList<>();
        for (int index = 0; (long) index * FULL < count; index++) {
            int width = (int) Math.min(FULL, count - (long) index * FULL);
            // Three digits do for the sizes of a test.
            String path = "tile/%d/%03d%s".formatted(level, index, width == FULL ? "" : ".p/" + width);
            byte[] tile = fetch(path).body();
            assertThat(tile).as(path).hasSize(width * HASH_BYTES);
            for (int i = 0; i < width; i++) {
                hashes.add(Arrays.copyOfRange(tile, i * HASH_BYTES, (i + 1) * HASH_BYTES));
            }
        }
        return hashes;
    }

    HttpResponse<byte[]> fetch(String path) {
        HttpResponse<byte[]> response = ask("GET", path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response;
    }

    HttpResponse<byte[]> ask(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(log.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://auditor.example")
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] leaf(byte[] data) {
        return hash(LEAF, data, new byte[0]);
    }

    /** The root over these leaf hashes, as RFC 6962 defines it in section 2.1. */
    static byte[] root(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int left = Integer.highestOneBit(hashes.size() - 1);
        return hash(NODE, root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
    }

    private static byte[] hash(byte first, byte[] left, byte[] right) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            digest.update(left);
            return digest.digest(right);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
