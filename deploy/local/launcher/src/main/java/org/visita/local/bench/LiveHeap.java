package org.visita.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.visita.local.stack.StackProblem;

/** What another JVM keeps on its heap, after a collection that this asks for. */
public final class LiveHeap {

    private static final String TOTAL = "Total";

    private LiveHeap() {}

    /** Of a process of the same JDK and user. */
    public static long bytesOf(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Path histogram = temporary();
        try {
            // Into a file: the process that is looked at stands still until all is written, and may be our own.
            new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(histogram.toFile())
                    .start()
                    .waitFor();
            return totalOf(Files.readString(histogram));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run the benchmark again.", e);
        } finally {
            histogram.toFile().delete();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("visita-heap-", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the last line: {@code Total  <instances>  <bytes>}. */
    static long totalOf(String histogram) {
        return histogram
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(TOTAL))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new StackProblem(
                        "jcmd told no heap: " + histogram.lines().findFirst().orElse(""), "See whether it works."));
    }
}
