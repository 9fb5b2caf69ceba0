package org.visita.audit.entry;

import java.time.Instant;
import java.util.UUID;

/** Where an entry stands in the list. Older entries that arrive late take their place and move no other. */
record EntryPosition(Instant occurredAt, UUID id) {

    static EntryPosition of(AuditEntry entry) {
        return new EntryPosition(entry.occurredAt(), entry.id());
    }

    /** @throws RuntimeException if the text is no position of this list */
    static EntryPosition parse(String text) {
        int bar = text.indexOf('|');
        return new EntryPosition(Instant.parse(text.substring(0, bar)), UUID.fromString(text.substring(bar + 1)));
    }

    @Override
    public String toString() {
        return occurredAt + "|" + id;
    }
}
