package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.e2e.PromQl.Selector;
import org.visita.local.stack.Checkout;

/** The rules of Prometheus and the dashboard of Grafana that are delivered with Visita. */
final class Observability {

    static final Path ROOT = Checkout.find().root();
    static final Path RULES = ROOT.resolve("deploy/observability/prometheus/visita.rules.yml");
    static final Path DASHBOARD = ROOT.resolve("deploy/observability/grafana/visita-sync.json");

    /** In the text of an alert: a query with a value for each {@code %s}. */
    private static final Pattern ASKED_IN_TEXT = Pattern.compile("printf \"([^\"]*)\" [^|}]*\\| query");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");

    private Observability() {}

    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        read(new YAMLMapper(), RULES).path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    static JsonNode dashboard() {
        return read(new ObjectMapper(), DASHBOARD);
    }

    /** The names that rules give to what they reckon. */
    static Set<String> recorded() {
        return rules().stream()
                .filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .collect(Collectors.toSet());
    }

    /** Everything that a rule, the text of an alert, a panel or a choice of the dashboard asks for. */
    static List<Selector> selectors() {
        Stream<String> rules = rules().stream()
                .flatMap(rule -> Stream.concat(
                        Stream.of(rule.path("expr").asText()),
                        ASKED_IN_TEXT
                                .matcher(rule.at("/annotations/description").asText())
                                .results()
                                .map(asked -> asked.group(1).replace('\'', '"'))));
        return Stream.concat(rules, expressionsOf(dashboard()))
                .flatMap(expression -> PromQl.selectors(expression).stream())
                // A label that is filled in when the alert is sent.
                .map(selector -> selector.equal().containsValue("%s")
                        ? new Selector(selector.metric(), java.util.Map.of())
                        : selector)
                .distinct()
                .toList();
    }

    private static Stream<String> expressionsOf(JsonNode dashboard) {
        Stream<String> choices = dashboard.at("/templating/list").findValuesAsText("definition").stream()
                .flatMap(definition -> LABEL_VALUES.matcher(definition).results())
                .map((MatchResult values) -> values.group(1));
        return Stream.concat(dashboard.path("panels").findValuesAsText("expr").stream(), choices);
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
