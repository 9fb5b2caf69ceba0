package org.visita.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that this stack started, known by more than its number: numbers are given out again, and a process that
 * merely inherited one must never be ended. See proc_pid_stat(5) for the fields.
 *
 * @param pid the process
 * @param startTicks when it started, in clock ticks since the machine did
 * @param boot which start of the machine that was
 */
record OwnedProcess(long pid, long startTicks, String boot) {

    /**
     * A shell script that writes who it is into the file of its first argument and becomes the rest of its arguments.
     * The process writes this itself, before it is the server: a launcher killed at any moment leaves no server that
     * is not on file.
     */
    static final String RECORD_AND_BECOME = """
            { cat /proc/sys/kernel/random/boot_id; cat /proc/$$/stat; } >"$1.new" && mv "$1.new" "$1" || exit 1
            shift
            exec "$@"
            """;

    /** The kernel reports times in hundredths of a second, whatever it counts in (proc(5), USER_HZ). */
    private static final int MILLIS_PER_TICK = 10;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** The process on file, whether it still runs or not; empty if there is no file. */
    static Optional<OwnedProcess> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 2) return Optional.empty();
            Stat stat = Stat.parse(lines.get(1));
            return Optional.of(new OwnedProcess(stat.pid(), stat.startTicks(), lines.get(0)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        try {
            if (!Files.readString(BOOT).strip().equals(boot)) return false;
            Stat now = Stat.parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
            // A zombie has ended; only nobody has asked for its exit code yet.
            return now.startTicks() == startTicks && now.state() != 'Z' && now.state() != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether any process that is alive has this working directory. */
    static boolean anyWorksIn(Path folder) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.anyMatch(process -> {
                try {
                    return Files.isSameFile(process.resolve("cwd"), folder);
                } catch (IOException e) {
                    // Not a process, gone, a zombie, or somebody else's.
                    return false;
                }
            });
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a signal ({@code TERM}, {@code INT}, {@code KILL}) unless the process is gone. */
    void signal(String name) {
        if (!isAlive()) return;
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Memory in bytes: all that is resident of the process, and what its children have of their own. */
    long residentBytes() {
        long children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> memory(child.pid(), "RssAnon:"))
                .sum();
        return memory(pid, "VmRSS:") + children;
    }

    private static long memory(long pid, String field) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** How long it has been running. */
    Duration age() {
        try {
            double up =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            return Duration.ofMillis((long) (up * 1000) - startTicks * MILLIS_PER_TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private record Stat(long pid, char state, long startTicks) {

        static Stat parse(String line) {
            // The second field is the command in parentheses, which may itself hold blanks and parentheses.
            int end = line.lastIndexOf(')');
            String[] after = line.substring(end + 2).strip().split(" ");
            return new Stat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    after[0].charAt(0),
                    Long.parseLong(after[19]));
        }
    }
}
