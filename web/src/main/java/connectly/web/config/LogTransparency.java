package connectly.web.config;

import connectly.eventlog.EventLog;
import connectly.eventlog.merkle.SignedNote;
import connectly.eventlog.merkle.Tile;
import connectly.eventlog.merkle.TilePath;
import connectly.web.transparency.TransparencyLog;
import java.util.Optional;

/** The Merkle tree of the event log. */
final class LogTransparency implements TransparencyLog {
    private final EventLog log;

    LogTransparency(EventLog log) {
        this.log = log;
    }

    @Override
    public Optional<byte[]> checkpoint() {
        return log.checkpoint().map(SignedNote::bytes);
    }

    @Override
    public Optional<byte[]> tile(String path) {
        return TilePath.parse(path).flatMap(log::tile).map(Tile::bytes);
    }
}
