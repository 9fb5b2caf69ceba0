package org.visita.gateway.open;

import java.util.Set;

/** Something at the door that everybody may ask for without showing a key first. */
public interface OpenPage {

    /** Whole paths; no two pages have one in common. */
    Set<String> paths();

    /** Paths below which nothing but pages of this one stands: it also answers for those that are not there. */
    default Set<String> folders() {
        return Set.of();
    }

    /** What the audit trail calls a visit, unless the page says more of it. */
    default String action() {
        return "page.read";
    }

    /** Answers, now or later, on the event loop of the request, which is paused. */
    void serve(Visit visit);
}
