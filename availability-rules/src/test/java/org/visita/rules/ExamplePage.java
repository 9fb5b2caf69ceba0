package org.visita.rules;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worked examples of docs/scheduling-rules.md. Each has a paragraph "Given: `name` value; ..." and a table with one
 * case in each row: columns with a `name` hold its value, other columns hold "`name` value; ..." or "nothing", the one
 * that is a question holds the answer, and a column "why" is for people.
 */
final class ExamplePage {

    /** @param answer to the question, as the page has it */
    record Case(Map<String, String> settings, String question, String answer) {}

    record Example(String title, Map<String, String> given, List<Case> cases) {}

    static final Path PATH = Path.of("..", "docs", "scheduling-rules.md");

    private static final Pattern EXAMPLE = Pattern.compile("(?m)^### Example: (.+)\n(?s:(.+?))(?=^#|\\z)");
    private static final Pattern GIVEN = Pattern.compile("(?s)\nGiven: (.+?)\\.\n\n");
    private static final Pattern SETTING = Pattern.compile("`([^`]+)` (.+)");
    private static final List<String> QUESTIONS = List.of("times", "answer", "given to", "affected");

    private ExamplePage() {}

    static List<Example> examples() throws IOException {
        Matcher found = EXAMPLE.matcher(Files.readString(PATH));
        List<Example> examples = new ArrayList<>();
        while (found.find()) {
            examples.add(example(found.group(1), found.group(2)));
        }
        return examples;
    }

    private static Example example(String title, String text) {
        Matcher given = GIVEN.matcher(text);
        if (!given.find()) {
            throw new AssertionError(title + ": no paragraph that begins with Given and ends with a full stop");
        }
        List<List<String>> table = text.lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|-"))
                .map(ExamplePage::cells)
                .toList();
        if (table.size() < 2) {
            throw new AssertionError(title + ": no table with cases");
        }
        List<Case> cases = table.stream()
                .skip(1)
                .map(row -> readCase(title, table.getFirst(), row))
                .toList();
        return new Example(title, settings(given.group(1).replace('\n', ' ')), cases);
    }

    private static Case readCase(String title, List<String> header, List<String> row) {
        if (row.size() != header.size()) {
            throw new AssertionError(title + ": a row with " + row.size() + " columns");
        }
        Map<String, String> settings = new HashMap<>();
        String question = null;
        String answer = null;
        for (int at = 0; at < row.size(); at++) {
            String column = header.get(at);
            String cell = row.get(at);
            if (QUESTIONS.contains(column)) {
                question = column;
                answer = withoutLinks(cell);
            } else if (!column.equals("why") && !cell.equals("nothing")) {
                settings.putAll(settings(column.startsWith("`") ? column + " " + cell : cell));
            }
        }
        if (question == null) {
            throw new AssertionError(title + ": no column is one of " + QUESTIONS);
        }
        return new Case(settings, question, answer);
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : text.split("; ")) {
            Matcher found = SETTING.matcher(setting.strip());
            if (!found.matches()) {
                throw new AssertionError("not a setting: " + setting);
            }
            settings.put(found.group(1), found.group(2));
        }
        return settings;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }

    /** A linked code is a code. */
    private static String withoutLinks(String cell) {
        return Arrays.stream(cell.split(", "))
                .map(each -> each.replaceAll("^\\[(.+)]\\(.+\\)$", "$1"))
                .collect(joining(", "));
    }
}
