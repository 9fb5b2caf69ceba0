package org.visita.audit.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.visita.audit.chain.ChainEntry;

/** Where an entry stands in the list. Older entries that arrive late take their place and move no other. */
record EntryPosition(Instant occurredAt, UUID id) {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    /** In the order of the database, for which a UUID is sixteen bytes without a sign; so it is as text. */
    static final Comparator<EntryPosition> ORDER = Comparator.comparing(EntryPosition::occurredAt)
            .thenComparing(position -> position.id().toString());

    static EntryPosition of(ChainEntry entry) {
        return new EntryPosition(entry.occurredAt(), entry.id());
    }

    /** @throws RuntimeException if the text is no position of this list */
    static EntryPosition parse(String text) {
        int bar = text.indexOf('|');
        Instant occurredAt = Instant.parse(text.substring(0, bar));
        if (occurredAt.isBefore(FIRST) || !occurredAt.isBefore(LAST)) {
            throw new IllegalArgumentException("no time that the database knows");
        }
        return new EntryPosition(occurredAt, UUID.fromString(text.substring(bar + 1)));
    }

    @Override
    public String toString() {
        return occurredAt + "|" + id;
    }
}
