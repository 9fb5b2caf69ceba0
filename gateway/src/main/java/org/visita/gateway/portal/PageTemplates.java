package org.visita.gateway.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of the portal, in {@code templates/portal}. What is put in is escaped, unless it was made by {@link Markdown}. */
final class PageTemplates {

    @CheckedTemplate(basePath = "portal")
    static final class In {

        private In() {}

        static native TemplateInstance home(List<String> guides, List<String> topics);

        static native TemplateInstance text(String title, RawString body);

        static native TemplateInstance reference(ReferenceView reference);
    }

    private PageTemplates() {}

    static String home() {
        return In.home(GuidePages.NAMES, GuidePages.TOPICS).render();
    }

    /** @param html made from our own docs, with everything in them escaped */
    static String text(String title, String html) {
        return In.text(title, new RawString(html)).render();
    }

    static String reference(ReferenceView reference) {
        return In.reference(reference).render();
    }
}
