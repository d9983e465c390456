package connectly.web.feed;

/**
 * An update as it is sent, written once for all its receivers.
 *
 * @param cursor the cursor in it, after which the client goes on
 * @param json the {@code update} frame of the contract
 */
public record UpdateFrame(String cursor, String json) {}
