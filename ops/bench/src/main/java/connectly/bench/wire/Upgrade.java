package connectly.bench.wire;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The request that makes a WebSocket of a connection, RFC 6455 section 4.1, and its answer. */
final class Upgrade {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ACCEPTED = "HTTP/1.1 101";

    private Upgrade() {}

    /** Each with the same key: it protects from caches, of which there are none on the way. */
    static byte[] request(InetSocketAddress server, String target, String protocols) {
        return """
                GET %s HTTP/1.1\r
                Host: %s:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: %s\r
                \r
                """.formatted(target, server.getHostString(), server.getPort(), protocols)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the first frame begins, or -1 while the answer is not whole. */
    static int end(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - END.length; at++) {
            if (bytes[at] == END[0] && bytes[at + 1] == END[1] && bytes[at + 2] == END[2] && bytes[at + 3] == END[3]) {
                return at + END.length;
            }
        }
        return -1;
    }

    static boolean accepted(String head) {
        return head.startsWith(ACCEPTED);
    }
}
