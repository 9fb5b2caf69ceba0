package org.visita.audit.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.visita.audit.search.EntryFilter;
import org.visita.fhirkit.AskedTime;

/** Reads what {@code date} is asked for: one stretch of time, since entries are found in its order. */
final class AskedDate {

    private AskedDate() {}

    /** @return what is wrong with it; empty if the filter has it now */
    static Optional<String> of(List<String> values, EntryFilter.Builder filter) {
        Optional<AskedTime> asked = values.size() == 1 ? AskedTime.parse(values.getFirst()) : Optional.empty();
        if (asked.isEmpty() || asked.get().prefix().equals("ne")) {
            return Optional.of("is one date, or one time with offset, with a prefix other than ne and ap");
        }
        switch (asked.get()) {
            case AskedTime.Instants(String prefix, Instant from, Instant after) -> within(filter, prefix, from, after);
            case AskedTime.Dates(String prefix, LocalDate from, LocalDate after) ->
                within(filter, prefix, utc(from), utc(after));
        }
        return Optional.empty();
    }

    private static Instant utc(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** What is searched has no extent, so that {@code sa} is {@code gt}, and {@code eb} is {@code lt}. */
    private static void within(EntryFilter.Builder filter, String prefix, Instant from, Instant after) {
        switch (prefix) {
            case "gt", "sa" -> filter.from(after);
            case "ge" -> filter.from(from);
            case "lt", "eb" -> filter.to(from);
            case "le" -> filter.to(after);
            default -> filter.from(from).to(after);
        }
    }
}
