package org.visita.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which series an expression of Prometheus asks for. */
final class PromQl {

    /** @param equal labels that have to have a value */
    record Selector(String metric, Map<String, String> equal) {}

    private static final String STRING = "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`";
    private static final Pattern TOKEN =
            Pattern.compile("(?<skip>\\s+|#[^\\n]*|" + STRING + "|\\[[^\\]]*\\]|\\$\\{?\\w+\\}?)"
                    + "|(?<matchers>\\{(?:" + STRING + "|[^}\"'`])*\\})"
                    + "|(?<number>\\d[\\w.]*)"
                    + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
                    + "|(?<other>.)");
    private static final Pattern EQUAL = Pattern.compile("(\\w+)\\s*=\\s*\"((?:\\\\.|[^\"\\\\])*)\"");

    /** A list of labels follows in parentheses. */
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool", "atan2", "inf", "nan");
    private static final Set<String> AGGREGATORS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "quantile",
            "count_values");

    private final List<String> kinds = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();

    private PromQl(String expression) {
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            for (String kind : List.of("matchers", "number", "name", "other")) {
                if (matcher.group(kind) != null) {
                    kinds.add(kind);
                    tokens.add(matcher.group());
                }
            }
        }
    }

    static List<Selector> selectors(String expression) {
        return new PromQl(expression).read();
    }

    private List<Selector> read() {
        List<Selector> found = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            String word = tokens.get(at).toLowerCase(Locale.ROOT);
            if (kinds.get(at).equals("matchers")) {
                throw new IllegalArgumentException("A selector without a name: " + tokens.get(at));
            }
            if (!kinds.get(at).equals("name") || WORDS.contains(word)) continue;
            if (GROUPING.contains(word)) {
                if (is(at + 1, "(")) at = tokens.subList(at, tokens.size()).indexOf(")") + at;
            } else if (!AGGREGATORS.contains(word) && !is(at + 1, "(")) {
                boolean matched = at + 1 < tokens.size() && kinds.get(at + 1).equals("matchers");
                found.add(new Selector(tokens.get(at), matched ? equal(tokens.get(at + 1)) : Map.of()));
                if (matched) at++;
            }
        }
        return found;
    }

    private boolean is(int at, String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private static Map<String, String> equal(String matchers) {
        Map<String, String> labels = new TreeMap<>();
        EQUAL.matcher(matchers).results().forEach(each -> labels.put(each.group(1), each.group(2)));
        return labels;
    }
}
