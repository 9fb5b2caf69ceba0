package org.visita.gateway.portal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The guides, {@code docs/guides/operator.md} at {@code /docs/guides/operator}, and what else of the docs is for those
 * who use the API, {@code docs/limits.md} at {@code /docs/limits}.
 */
final class GuidePages {

    static final String ADDRESS = "/docs/guides/";
    static final List<String> NAMES = List.of("integrator", "patient-app", "ehr-vendor", "operator");

    static final String TOPIC_ADDRESS = "/docs/";
    static final List<String> TOPICS =
            List.of("booking-states", "connections", "fhir", "keys", "limits", "scheduling-rules", "scopes", "tokens");

    private GuidePages() {}

    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        NAMES.forEach(name -> pages.put(ADDRESS + name, render("guides/" + name + ".md")));
        TOPICS.forEach(name -> pages.put(TOPIC_ADDRESS + name, render(name + ".md")));
        return pages;
    }

    private static String render(String file) {
        String markdown = Markdown.page(file);
        return PageTemplates.text(titleOf(markdown), Markdown.toHtml(markdown));
    }

    static String titleOf(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElseThrow();
    }
}
