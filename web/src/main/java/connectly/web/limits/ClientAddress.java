package connectly.web.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom address limits count as one. */
public final class ClientAddress {
    private static final int PREFIX_BYTES = 8;

    private ClientAddress() {}

    /** The peer's address, as told by the proxy where one is trusted. */
    public static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    /** An IPv6 address counts by its /64: a customer has that many, and could use a new one each time. */
    static String of(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES)) + "/64"
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
