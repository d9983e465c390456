package connectly.web.feed;

import java.util.UUID;

/** Somebody connected, who is told of changes as they happen. */
public interface Listener {
    /** Who it is; they are told what this user may see. */
    UUID userId();

    /** Takes an update. Called in log order, under the lock of this user's listeners: must neither block nor throw. */
    void tell(UpdateFrame update);

    /** Called after a run of {@link #tell}: several may have come together. Must neither block nor throw. */
    default void flush() {}
}
