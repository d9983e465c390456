package connectly.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void aMissingDirectoryIsMadeForItsOwnerAlone() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path path = temp.resolve("a").resolve("data");
        try (DataDirectory data = DataDirectory.open(path)) {
            assertThat(data.events()).isEqualTo(path.resolve("events.db"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void theFilesHaveFixedNames() {
        try (DataDirectory data = DataDirectory.open(temp)) {
            assertThat(List.of(data.events(), data.keys(), data.identity(), data.readModel(12)))
                    .extracting(temp::relativize)
                    .extracting(Path::toString)
                    .containsExactly("events.db", "keys.db", "identity.db", "read-12.db");
        }
    }

    @Test
    void readModelsAreSortedByGenerationAndNothingElseIsOne() throws IOException {
        for (String name : List.of("read-10.db", "read-9.db", "read-9.db-wal", "read-x.db", "events.db", "read-.db")) {
            Files.createFile(temp.resolve(name));
        }
        try (DataDirectory data = DataDirectory.open(temp)) {
            assertThat(data.readModels()).containsExactly(temp.resolve("read-9.db"), temp.resolve("read-10.db"));
        }
    }

    @Test
    void aDirectoryInUseByThisProcessIsRefusedUntilItIsClosed() {
        DataDirectory first = DataDirectory.open(temp);
        assertInUse();
        first.close();

        DataDirectory.open(temp).close();
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatEnds() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataDirectoryHolder.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertInUse();
        } finally {
            other.destroyForcibly().waitFor();
        }

        DataDirectory.open(temp).close();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("The data directory " + file + " is not a directory.");
    }

    @Test
    void aDirectoryWhoseLockCannotBeWrittenIsRefused() throws IOException {
        Files.createDirectory(temp.resolve("LOCK"));

        assertNotWritable(temp);
    }

    @Test
    void aDirectoryInsideAFileCannotBeMade() throws IOException {
        assertNotWritable(Files.createFile(temp.resolve("file")).resolve("data"));
    }

    @Test
    void aReadOnlyDirectoryIsRefused() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path readOnly = Files.createDirectory(
                temp.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        Assumptions.assumeFalse(Files.isWritable(readOnly), "root may write everywhere");

        assertNotWritable(readOnly);
    }

    private void assertInUse() {
        assertThatThrownBy(() -> DataDirectory.open(temp))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("The data directory " + temp + " is in use by another running Connectly.");
    }

    private static void assertNotWritable(Path path) {
        assertThatThrownBy(() -> DataDirectory.open(path))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("The data directory " + path + " cannot be written.");
    }
}
