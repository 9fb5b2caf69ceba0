package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.e2e.PromQl.Selector;

/** Rules, dashboard and runbooks fit together. Whether the services tell what they ask for: {@link ObservabilityJourney}. */
class ObservabilityTest {

    private static final Path RUNBOOKS = Observability.ROOT.resolve("docs/runbooks");

    static Stream<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.filter(file -> !file.endsWith("README.md")).toList().stream();
        }
    }

    @Test
    void every_alert_says_what_is_wrong_how_bad_it_is_and_where_the_runbook_is() {
        assertThat(Observability.alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(name).startsWith("Visita");
            assertThat(alert.path("expr").asText()).as(name).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
            assertThat(Observability.ROOT.resolve(
                            alert.at("/annotations/runbook").asText()))
                    .as(name)
                    .hasParent(RUNBOOKS)
                    .isRegularFile();
        });
        assertThat(Observability.alerts())
                .extracting(alert -> alert.path("alert").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void a_runbook_goes_from_the_signal_to_how_to_know_that_it_worked(Path runbook) throws IOException {
        String text = Files.readString(runbook);
        List<String> sections =
                Arrays.asList(Pattern.compile("^## ", Pattern.MULTILINE).split(text));

        assertThat(sections.subList(1, sections.size()))
                .extracting(section -> section.lines().findFirst().orElse(""))
                .containsExactly("Signal", "Meaning", "Check", "Fix", "How to know it worked");
        assertThat(sections.subList(1, sections.size()))
                .allSatisfy(section -> assertThat(section.strip().lines()).hasSizeGreaterThan(2));
        assertThat(sections.get(3)).as("commands to check with").contains("```");
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void a_runbook_names_the_alerts_that_lead_to_it(Path runbook) throws IOException {
        String text = Files.readString(runbook);
        String signal = text.substring(text.indexOf("## Signal"), text.indexOf("## Meaning"));

        List<String> alerts = Observability.alerts().stream()
                .filter(alert -> alert.at("/annotations/runbook").asText().endsWith("/" + runbook.getFileName()))
                .map(alert -> alert.path("alert").asText())
                .toList();

        assertThat(alerts).isNotEmpty();
        assertThat(Pattern.compile("`(Visita\\w+)`").matcher(signal).results().map(named -> named.group(1)))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void what_is_asked_for_by_a_recorded_name_is_recorded() {
        assertThat(Observability.recorded()).isNotEmpty();
        assertThat(Observability.selectors())
                .extracting(Selector::metric)
                .filteredOn(metric -> metric.contains(":"))
                .isNotEmpty()
                .isSubsetOf(Observability.recorded());
    }

    @Test
    void the_dashboard_can_be_loaded_beside_others_and_with_any_data_source() {
        JsonNode dashboard = Observability.dashboard();
        assertThat(dashboard.path("uid").asText()).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(38);
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            ids.add(panel.path("id").asInt());
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
            if (panel.path("type").asText().equals("row")) continue;
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty().allSatisfy(target -> assertThat(
                            PromQl.selectors(target.path("expr").asText()))
                    .as(title)
                    .isNotEmpty());
            assertThat(panel.findValues("datasource")).as(title).isNotEmpty().allSatisfy(source -> assertThat(
                            source.path("uid").asText())
                    .isEqualTo("${datasource}"));
        }
        assertThat(ids).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules visita.rules.yml", "test rules visita.rules.test.yml"})
    void promtool_has_nothing_against_the_rules(String arguments) throws IOException, InterruptedException {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        assumeTrue(there, "There is no promtool on the PATH; Debian has it in the package prometheus.");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(Observability.RULES.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
