package org.visita.gateway.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns pages of the docs into HTML for the portal. Their links lead to where the portal has those pages. */
final class Markdown {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();

    private static final Pattern PAGE = Pattern.compile("(?:\\.\\./|\\./)*(?:guides/)?([a-z-]+)\\.md(?:#(.*))?");
    private static final List<String> GUIDES = GuidePages.NAMES;

    private Markdown() {}

    /** @param name as {@code problems.md} or {@code guides/operator.md} */
    static String page(String name) {
        try (InputStream in = Markdown.class.getResourceAsStream("/portal/docs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("docs/" + name + " was not packed");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String toHtml(String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                visitChildren(link);
                relocate(link);
            }
        });
        return RENDERER.render(document);
    }

    private static void relocate(Link link) {
        String target = link.getDestination();
        if (target.startsWith("http") || target.startsWith("#") || target.startsWith("/")) {
            return;
        }
        Optional<String> served = addressOf(target);
        if (served.isPresent()) {
            link.setDestination(served.get());
        } else {
            // Stands in the repository, not here: the words stay, the link goes.
            while (link.getFirstChild() != null) {
                link.insertBefore(link.getFirstChild());
            }
            link.unlink();
        }
    }

    /** Where the portal has a page of the docs; empty if it has not. */
    static Optional<String> addressOf(String target) {
        Matcher page = PAGE.matcher(target);
        if (!page.matches()) {
            return Optional.empty();
        }
        String name = page.group(1);
        String anchor = page.group(2);
        if (name.equals("problems")) {
            return Optional.of(anchor == null ? "/problems" : ProblemPages.ADDRESS + anchor);
        }
        String suffix = anchor == null ? "" : "#" + anchor;
        if (GuidePages.TOPICS.contains(name)) {
            return Optional.of(GuidePages.TOPIC_ADDRESS + name + suffix);
        }
        return GUIDES.contains(name) ? Optional.of(GuidePages.ADDRESS + name + suffix) : Optional.empty();
    }
}
