package connectly.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a hostile client changes for nobody else: two people go on talking, each message told once and in order, nothing
 * is left in the log, and every connection is given free. Looks from outside: at the metrics, and at the process.
 */
final class Undisturbed {
    /** The server's pools may have grown by a few threads; a leak has one or more for each of hundreds of connections. */
    private static final int THREADS_OF_POOLS = 30;

    /** Connections that the tests' own HTTP client keeps for its next request. */
    private static final int KEPT_ALIVE = 20;

    private static final Pattern FAILURE =
            Pattern.compile("(?m)^.*(?: ERROR |\\bat [\\w.$/]+\\(|\\w+Exception\\b|OutOfMemoryError).*$");

    private final RunningProduct product;
    private final Metrics metrics;
    private final Person ada;
    private final Person ben;
    private final String conversation;
    private volatile boolean over;
    private volatile int exchanged;

    private Undisturbed(RunningProduct product) {
        this.product = product;
        this.metrics = new Metrics(product);
        this.ada = Person.asProgram(product, "ada");
        this.ben = Person.asProgram(product, "ben");
        this.conversation = ada.startGroup("tea", ben);
    }

    /** What somebody does against the server. */
    interface Hostility {
        /**
         * Does it.
         *
         * @param mal who does it
         * @param conversation one of their own, of which nobody else is a member
         * @return how many events it had a right to cause
         */
        int by(Person mal, String conversation);
    }

    static void during(RunningProduct product, Hostility hostility) {
        new Undisturbed(product).hold(hostility);
    }

    private void hold(Hostility hostility) {
        Person mal = Person.asProgram(product, "mal");
        String mals = mal.startGroup("mischief");
        Usage before = Usage.of(product, metrics);
        long events = metrics.events();
        int logged = product.log().length();
        CompletableFuture<Void> talk = CompletableFuture.runAsync(this::talk, Thread::startVirtualThread);
        awaitExchanged(1, talk);

        int caused;
        try {
            caused = hostility.by(mal, mals);
            awaitExchanged(exchanged + 2, talk);
        } finally {
            over = true;
        }
        talk.join();
        assertThat(product.log().substring(logged))
                .as("nothing that a client does is a failure of the server")
                .doesNotContainPattern(FAILURE);
        assertThat(metrics.events() - events)
                .as("events of the talk and of what was right")
                .isEqualTo(exchanged + caused);
        Await.until(
                () -> Usage.of(product, metrics).isWithin(before),
                () -> "left behind: " + before + " before, now " + Usage.of(product, metrics));
    }

    /** One message at a time: whatever else came to the reader would be taken for the next one. */
    private void talk() {
        try (RawSocket bens = RawSocket.open(ben.api())) {
            for (int i = 0; !over; i++) {
                String body = "message " + i;
                ada.send(conversation, body);
                assertThat(bens.awaitFrame("update").path("data").path("body").asString())
                        .isEqualTo(body);
                exchanged = i + 1;
            }
        }
    }

    private void awaitExchanged(int count, CompletableFuture<?> talk) {
        Await.until(() -> exchanged >= count || talk.isDone(), () -> "the others are disturbed");
        if (talk.isDone()) {
            talk.join();
        }
    }

    private record Usage(long connections, long sockets, long threads) {
        static Usage of(RunningProduct product, Metrics metrics) {
            return new Usage(metrics.connections(), sockets(product), (long) metrics.sum("jvm_threads_live_threads"));
        }

        boolean isWithin(Usage before) {
            return connections <= before.connections
                    && sockets <= before.sockets + KEPT_ALIVE
                    && threads <= before.threads + THREADS_OF_POOLS;
        }

        /** As Linux shows them; elsewhere none. */
        private static long sockets(RunningProduct product) {
            Path descriptors = Path.of("/proc", Long.toString(product.pid()), "fd");
            if (!Files.isDirectory(descriptors)) {
                return 0;
            }
            try (Stream<Path> open = Files.list(descriptors)) {
                return open.filter(Usage::isSocket).count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isSocket(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
            } catch (IOException e) {
                // Closed since it was listed.
                return false;
            }
        }
    }
}
