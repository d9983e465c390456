package connectly.eventlog;

import connectly.eventlog.EventLog.StoreFactory;
import connectly.eventlog.merkle.NoteSigner;
import connectly.eventlog.sealing.KeyStore;
import connectly.eventlog.sealing.MasterKey;
import connectly.eventlog.sealing.Sealer;
import connectly.eventlog.sqlite.SqliteFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Opens the parts of a log one after the other; when one fails, those before it are closed. */
record LogOpening(LogFiles files, PayloadCodec codec, LogMeters meters, EventLogOptions options, StoreFactory stores) {
    EventLog open(MasterKey master) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Connection writing = LogFile.openForWriting(files.events());
            opened.add(writing);
            requireKnown(LogFile.types(writing));
            KeyStore keys = KeyStore.open(files.keys(), master, LogFile.logId(writing), LogFile.head(writing) == 0);
            opened.add(keys);
            LogFile.Epoch epoch = LogFile.epoch(writing);
            NoteSigner signer = NoteSigner.restore(LogFormat.origin(epoch.id()), signingSecret(keys));
            LogStore store = stores.create(writing, LogTree.restore(writing, epoch, signer));
            ReaderPool pool = new ReaderPool(readers(opened));
            meters.watchWriteAheadLog(files.events());
            return new EventLog(new EventLog.Parts(store, epoch, keys, new Sealer(keys), pool), codec, meters, options);
        } catch (SQLException e) {
            closeAll(opened, e);
            throw new EventLogException("The event log %s cannot be opened.".formatted(files.events()), e);
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private void requireKnown(EventTypes types) {
        for (EventType type : types.all()) {
            if (!codec.knows(type.name(), type.version())) {
                throw new EventLogException(
                        "The event log %s was written by a newer version of this program: it holds %s version %s."
                                .formatted(files.events(), type.name(), type.version()));
            }
        }
    }

    private static byte[] signingSecret(KeyStore keys) {
        return keys.signingSecret(() -> NoteSigner.generate("new").secret());
    }

    private List<Connection> readers(List<AutoCloseable> opened) throws SQLException {
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < options.readers(); i++) {
            Connection reader = SqliteFile.openForReading(files.events());
            opened.add(reader);
            readers.add(reader);
        }
        return readers;
    }

    private static void closeAll(List<AutoCloseable> opened, Exception cause) {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }
}
