package org.visita.availability.timeoff;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.TimeOffEntry;
import org.visita.kit.catalog.ToRules;

/**
 * When a practitioner sees nobody, at any location. There is no field for the reason: that is personal, and nobody here
 * needs it.
 *
 * @param start inclusive
 * @param end exclusive; at most {@link #LONGEST} later
 */
public record TimeOffJson(String practitionerId, OffsetDateTime start, OffsetDateTime end) implements CatalogJson {

    static final CatalogType<TimeOffJson> TYPE = new CatalogType<>(CatalogKind.TIME_OFF, TimeOffJson.class);

    /** A year; who is away for longer has no hours. */
    static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public String name() {
        return "";
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.TIME_OFF;
    }

    @Override
    public List<Reference> references() {
        return List.of(new Reference("/practitionerId", CatalogKind.PRACTITIONER, practitionerId));
    }

    @Override
    public void check(Findings findings) {
        findings.id("/practitionerId", practitionerId);
        checkTime(findings, "/start", start);
        checkTime(findings, "/end", end);
        if (start != null && end != null) {
            if (!start.toInstant().isBefore(end.toInstant())) {
                findings.add("/end", "is after /start");
            } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
                findings.add("/end", "is at most " + LONGEST.toDays() + " days after /start");
            }
        }
        findings.engine(() -> ToRules.part(toEntry("new", "new", 1)));
    }

    private static void checkTime(Findings findings, String pointer, OffsetDateTime value) {
        if (value == null) {
            findings.add(pointer, "is needed");
        } else {
            findings.date(pointer, value.toLocalDate());
        }
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(
                id, clinic, version, new TimeOffEntry(practitionerId, start.toInstant(), end.toInstant()));
    }
}
