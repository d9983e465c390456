package connectly.eventlog;

import java.io.IOException;
import java.nio.file.Path;

/** Another process: holds a data directory until it is killed. */
final class DataDirectoryHolder {
    private DataDirectoryHolder() {}

    public static void main(String[] args) throws IOException {
        try (DataDirectory held = DataDirectory.open(Path.of(args[0]))) {
            System.out.println(held.events().isAbsolute() ? "held" : "not absolute");
            System.exit(System.in.read());
        }
    }
}
