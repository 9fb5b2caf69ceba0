package org.visita.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.visita.local.stack.Checkout;

/**
 * A page of {@code docs/guides}: the blocks of shell in it, each with what it prints. All blocks of a page run in one
 * shell, as a reader would paste them, and the first that fails ends it.
 */
final class Guide {

    private static final Pattern BLOCK =
            Pattern.compile("^```sh\n(.*?)^```\n(?:\\s*```output\n(.*?)^```\n)?", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String MARK = "== block %d ==";

    /** @param output as the page shows it, three dots for what differs; null where it shows nothing */
    record Block(String commands, String output) {

        boolean prints(String printed) {
            StringBuilder pattern = new StringBuilder();
            for (String known : output.strip().split("\\.\\.\\.", -1)) {
                pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(known));
            }
            return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                    .matcher(printed.strip())
                    .matches();
        }
    }

    /** @param printed per block that was begun */
    record Run(int exitCode, List<String> printed, String errors) {}

    private final List<Block> blocks = new ArrayList<>();

    private Guide(String markdown) {
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
    }

    static Guide read(Path page) throws IOException {
        return new Guide(Files.readString(page));
    }

    static Guide of(String markdown) {
        return new Guide(markdown);
    }

    static Path folder() {
        return Checkout.find().root().resolve("docs/guides");
    }

    List<Block> blocks() {
        return blocks;
    }

    /** @param variables what the first block of the page would otherwise ask for */
    Run run(Map<String, String> variables) throws IOException, InterruptedException {
        Path script = Files.createTempFile("guide", ".sh");
        Path errors = Files.createTempFile("guide", ".err");
        Path output = Files.createTempFile("guide", ".out");
        try {
            Files.writeString(script, script());
            ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile());
            bash.environment().putAll(variables);
            Process process = bash.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("a guide does not come to its end: " + Files.readString(output));
            }
            return new Run(process.exitValue(), split(Files.readString(output)), Files.readString(errors));
        } finally {
            Files.delete(script);
            Files.delete(errors);
            Files.delete(output);
        }
    }

    private String script() {
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < blocks.size(); i++) {
            script.append("echo '").append(MARK.formatted(i)).append("'\n");
            script.append(blocks.get(i).commands());
        }
        return script.toString();
    }

    private List<String> split(String output) {
        List<String> printed = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int start = output.indexOf(MARK.formatted(i) + "\n");
            if (start < 0) {
                break;
            }
            int end = output.indexOf(MARK.formatted(i + 1) + "\n", start);
            printed.add(output.substring(start + MARK.formatted(i).length() + 1, end < 0 ? output.length() : end));
        }
        return printed;
    }
}
