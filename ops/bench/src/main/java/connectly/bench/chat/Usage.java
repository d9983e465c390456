package connectly.bench.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Processor seconds so far, as Linux counts them (proc(5)); zeros elsewhere.
 *
 * @param server of the server's process
 * @param driver of this one
 * @param machine of everything on the machine
 * @param nanos when that was so
 */
record Usage(double server, double driver, double machine, long nanos) {
    private static final Path PROC = Path.of("/proc");
    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_OF_A_SECOND = 100;

    private static final double NANOS_OF_A_SECOND = 1e9;
    /** After the command's name: fields 14 and 15 of the page, which counts from 1. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    static Usage now(OptionalLong server) throws IOException {
        boolean counted = Files.exists(PROC.resolve("stat"));
        return new Usage(
                counted && server.isPresent() ? ofProcess(server.getAsLong()) : 0,
                counted ? ofProcess(ProcessHandle.current().pid()) : 0,
                counted ? ofMachine() : 0,
                System.nanoTime());
    }

    /** What was used since an earlier time. */
    Usage since(Usage earlier) {
        return new Usage(
                server - earlier.server, driver - earlier.driver, machine - earlier.machine, nanos - earlier.nanos);
    }

    double seconds() {
        return nanos / NANOS_OF_A_SECOND;
    }

    /** What neither server nor driver used. */
    double others() {
        return machine - server - driver;
    }

    private static double ofProcess(long pid) throws IOException {
        String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
        // The name before may hold anything, blanks and brackets, too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_OF_A_SECOND;
    }

    /** All states of the first line but idle and waiting for the disk: user, nice, system, irq, softirq, steal. */
    private static double ofMachine() throws IOException {
        String line = Files.readAllLines(PROC.resolve("stat")).getFirst();
        long[] ticks = Arrays.stream(line.split("\\s+", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / TICKS_OF_A_SECOND;
    }
}
