package org.visita.audit.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of entries on the wire. */
@Schema(name = "AuditPage")
record AuditPageView(
        @Schema(description = "Newest first. May be short, even empty, before the last page: then the search goes on.")
        List<AuditEntryView> items,

        @Schema(description = "Cursor of the next page; absent on the last one.")
        String next,

        @Schema(
                description = "Entries of any kind that are known to be lost in the time of this page, newest first;"
                        + " at most 100.")
        List<Gap> gaps) {

    static AuditPageView of(FoundEntries found) {
        return new AuditPageView(
                found.entries().stream().map(AuditEntryView::of).toList(), found.next(), found.gaps());
    }
}
