package connectly.eventlog.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files of a log as an outsider downloads them: vkey, leaf, leaf.tlog-proof, old-checkpoint, consistency and the tiles
 * under tile/. The tree is the example of tlog-tiles, which has partial tiles at three levels.
 */
final class PublishedLog {
    static final int SIZE = 70_000;
    static final int LEAF = 65_600;

    private static final int OLD_SIZE = 69_123;
    private static final String ORIGIN = "log.example/chat";

    /** In a verifier key's text: the name, 8 digits, and a plus after each. */
    private static final int AFTER_KEY_ID = ORIGIN.length() + 1 + 8 + 1;

    private final Path directory;
    private final NoteSigner signer = NoteSigner.generate(ORIGIN);
    private final Tiles tiles = new Tiles();
    private final TreeHistory history = new TreeHistory(tiles.grow(MerkleTree.EMPTY, NaiveTree.leaves(SIZE)), tiles);

    PublishedLog(Path directory) throws IOException {
        this.directory = directory;
        write("vkey", signer.verifierKey().toString().getBytes(UTF_8));
        write("leaf", NaiveTree.data(LEAF));
        TlogProof proof = new TlogProof(LEAF, history.inclusionProof(LEAF, SIZE), checkpoint(SIZE));
        write("leaf.tlog-proof", proof.bytes());
        write("old-checkpoint", checkpoint(OLD_SIZE).bytes());
        String consistency = history.consistencyProof(OLD_SIZE, SIZE).stream()
                .map(Hash::toString)
                .collect(Collectors.joining("\n"));
        write("consistency", consistency.getBytes(UTF_8));
        for (TilePath path : tiles.table().keySet()) {
            publish(path);
        }
        for (TilePath path : List.of(new TilePath(0, 273, 112), new TilePath(1, 1, 17), new TilePath(2, 0, 1))) {
            publish(path);
        }
    }

    private SignedNote checkpoint(int size) {
        return new Checkpoint(ORIGIN, size, history.rootAt(size)).signedBy(signer);
    }

    private void publish(TilePath path) throws IOException {
        write(path.toString(), history.tile(path).orElseThrow().bytes());
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** The last bit of a binary file. */
    static byte[] flipLastBit(byte[] content) {
        byte[] flipped = content.clone();
        flipped[flipped.length - 1] ^= 1;
        return flipped;
    }

    /**
     * One bit of the base64 value that ends a line, so that the text stays well-formed and only what it says is false.
     *
     * @param line from 0, or from the end if negative
     */
    static byte[] flipInLine(byte[] content, int line) {
        String[] lines = new String(content, UTF_8).split("\n", -1);
        int at = Math.floorMod(line, lines.length);
        int value = lines[at].startsWith(ORIGIN) ? AFTER_KEY_ID : lines[at].lastIndexOf(' ') + 1;
        byte[] bytes = Base64.getDecoder().decode(lines[at].substring(value));
        lines[at] = lines[at].substring(0, value) + Base64.getEncoder().encodeToString(flipLastBit(bytes));
        return String.join("\n", lines).getBytes(UTF_8);
    }
}
