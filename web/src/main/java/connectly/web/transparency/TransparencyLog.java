package connectly.web.transparency;

import java.util.Optional;

/** What a transparency log shows to outsiders, as bytes to be served. Answers at once, or reads one row. */
public interface TransparencyLog {
    /**
     * The newest signed checkpoint, a text in UTF-8 (<a href="https://c2sp.org/tlog-checkpoint">tlog-checkpoint</a>);
     * empty until there is one.
     */
    Optional<byte[]> checkpoint();

    /**
     * A tile: hashes of 32 bytes each, one after the other. What a path names never changes.
     *
     * @param path of <a href="https://c2sp.org/tlog-tiles">tlog-tiles</a>, such as {@code tile/0/x001/234.p/5}; any text
     *     may be asked for
     * @return empty if the path is no tile's own, or the tree on disk has no such tile yet
     */
    Optional<byte[]> tile(String path);
}
