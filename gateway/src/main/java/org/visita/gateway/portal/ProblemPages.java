package org.visita.gateway.portal;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for each code of {@code docs/problems.md}: where the {@code type} of a problem document leads. The page of all
 * of them is {@code /problems}.
 */
final class ProblemPages {

    static final String ADDRESS = "/problems/";

    private static final Pattern SECTION =
            Pattern.compile("^## ([a-z0-9-]+)$(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

    private ProblemPages() {}

    /** Markdown by code. */
    static Map<String, String> sections() {
        Map<String, String> sections = new TreeMap<>();
        Matcher section = SECTION.matcher(page());
        while (section.find()) {
            sections.put(section.group(1), section.group(2).strip());
        }
        return sections;
    }

    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        String everything = page();
        pages.put("/problems", PageTemplates.text(GuidePages.titleOf(everything), Markdown.toHtml(everything)));
        sections()
                .forEach((code, text) -> pages.put(
                        ADDRESS + code,
                        PageTemplates.text(
                                code,
                                Markdown.toHtml("# " + code + "\n\n" + text + "\n\n[All problems](problems.md)"))));
        return pages;
    }

    /** "404. There is ..." would become the 404th item of a list. */
    private static String page() {
        return Markdown.page("problems.md").replaceAll("(?m)^(\\d{3})\\. ", "$1\\\\. ");
    }
}
