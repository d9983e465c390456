package connectly.bench.chat;

import connectly.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process takes, in KiB. */
final class Memory {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private Memory() {}

    /** What is in RAM, 0 where Linux does not say. */
    static long resident(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status) ? number(RESIDENT, Files.readString(status)) : 0;
    }

    /** The live objects of a JVM: what is left after a collection. */
    static long live(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        return heap(pid);
    }

    /** The objects of a JVM, dead ones with them. */
    static long heap(long pid) throws IOException, InterruptedException {
        return number(HEAP, jcmd(pid, "GC.heap_info"));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new BenchException("jcmd %d %s failed: %s".formatted(pid, command, answer));
        }
        return answer;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new BenchException("There is no %s in: %s".formatted(pattern, text));
        }
        return Long.parseLong(matcher.group(1));
    }
}
