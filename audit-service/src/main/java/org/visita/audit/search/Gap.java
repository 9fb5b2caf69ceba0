package org.visita.audit.search;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Entries that are lost: numbers that a process gave away and that never came. What they said, nobody knows. */
@Schema(name = "AuditGap")
public record Gap(
        String emitter,
        String process,

        @Schema(description = "First number that is missing.")
        long first,

        @Schema(description = "Last number that is missing.")
        long last,

        @Schema(description = "When the entry before them happened; absent where there was none.")
        Instant after,

        @Schema(description = "When the entry after them happened.")
        Instant before) {}
