package connectly.web.feed;

import java.util.UUID;

/** Somebody connected, who is told of changes as they happen. */
public interface Listener {
    /** Who it is; they are told what this user may see. */
    UUID userId();

    /** Takes an update. Called under the feed's lock, in log order: must neither block nor throw. */
    void tell(UpdateFrame update);
}
