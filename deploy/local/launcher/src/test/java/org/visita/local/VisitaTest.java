package org.visita.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.local.bench.Measure;
import org.visita.local.check.Kind;
import org.visita.local.command.BenchCommand;
import org.visita.local.command.CheckCommand;
import org.visita.local.command.Terminal;
import org.visita.local.stack.StackProblem;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class VisitaTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal script = new Terminal(new PrintStream(out), new PrintStream(err), false, Ansi.OFF);

    @Test
    void lists_the_benchmarks_it_knows_when_it_does_not_know_one() {
        assertThat(Visita.run(script, "bench", "speed")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("'speed'")
                .contains("booking, gateway, slots, sync, travel");
    }

    @Test
    void explains_the_benchmarks() {
        BenchCommand bench = new BenchCommand(script, () -> null, Clock.systemUTC());

        assertThat(new CommandLine(bench).getUsageMessage(Ansi.OFF))
                .contains("booking: how many bookings a second")
                .contains("gateway: requests with a key")
                .contains("slots: how fast free slots are found")
                .contains("travel, on the running stack");
    }

    @Test
    void explains_every_kind_of_finding() {
        CheckCommand check = new CheckCommand(script, () -> null);

        assertThat(Arrays.stream(Kind.values()).map(kind -> kind.code() + ": "))
                .allSatisfy(kind -> assertThat(new CommandLine(check).getUsageMessage(Ansi.OFF))
                        .contains(kind));
    }

    @Test
    void cannot_tell_where_nothing_can_be_asked() {
        CheckCommand check = new CheckCommand(script, () -> {
            throw new StackProblem("There is no stack.", "Make one.");
        });

        assertThat(new CommandLine(check).execute("--json")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no stack.", "Make one.");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void deletes_nothing_that_nobody_confirmed() {
        assertThat(Visita.run(script, "reset")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Nothing was deleted")
                .contains("--yes");
    }

    @Test
    void prints_measures_under_the_promised_names() throws Exception {
        JsonNode line = new ObjectMapper().valueToTree(new Measure("travel-median", 80, "ms", 20, 4, 250, "lower"));

        assertThat(line.properties().stream().map(Map.Entry::getKey))
                .containsExactly("name", "value", "unit", "reference", "ratio", "aim", "better");
    }

    @Test
    void cannot_check_a_trail_without_a_file_or_a_key() {
        assertThat(Visita.run(script, "audit", "verify", "nowhere.ndjson", "--without-key"))
                .isEqualTo(2);
        assertThat(Visita.run(script, "audit", "verify", "nowhere.ndjson")).isEqualTo(2);
        assertThat(Visita.run(script, "audit", "proof", "nowhere.json", "--without-key"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("There is no file")
                .contains("No key was given");
    }
}
