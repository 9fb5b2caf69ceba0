package org.visita.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Processor time that was used, in microseconds; from proc_pid_stat(5). */
public final class CpuTime {

    /** The kernel reports in hundredths of a second (USER_HZ). */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;
    private static final int CHILDREN = 13;

    private CpuTime() {}

    /** Of a process and all that it started, also of those that have ended. */
    public static long ofTree(long pid) {
        LongStream descendants = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), descendants)
                .map(each -> read(Path.of("/proc", Long.toString(each), "stat"), UTIME, 4))
                .sum();
    }

    public static long ofProcess(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "stat"), UTIME, CHILDREN - UTIME);
    }

    public static long ofThread(long pid, String name) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.filter(task -> isNamed(task, name))
                    .mapToLong(task -> read(task.resolve("stat"), UTIME, CHILDREN - UTIME))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static boolean isNamed(Path task, String name) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(name);
        } catch (IOException ended) {
            return false;
        }
    }

    private static long read(Path stat, int first, int count) {
        try {
            String line = Files.readString(stat);
            // Behind the command, which may hold blanks.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return MICROS_PER_TICK
                    * LongStream.range(first, first + count)
                            .map(field -> Long.parseLong(fields[(int) field]))
                            .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
