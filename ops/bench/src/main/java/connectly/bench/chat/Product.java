package connectly.bench.chat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.OptionalLong;

/**
 * The running server that gets the load.
 *
 * @param adminToken makes the bots
 * @param pid its process, where that runs on this machine
 */
record Product(InetSocketAddress address, String adminToken, OptionalLong pid) {
    /** Such as {@code http://127.0.0.1:8080}. */
    URI origin() {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }
}
