package org.visita.availability.slot;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.visita.kit.identity.Reach;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;
import org.visita.rules.SlotFilter;
import org.visita.rules.SlotQuery;

/**
 * What narrows a search, whatever the visit type and the time.
 *
 * @param modality null: in person where possible, else at a distance
 * @param patient null: anybody
 * @param zone of the viewer, to show times in; null: the location's
 */
record Wish(SlotFilter filter, Modality modality, PatientStatus patient, ZoneId zone) {

    private static final int MOST_LOCATIONS = 50;

    /** The query parameters of these names; each may be null. */
    static Wish of(
            SearchFindings findings,
            String practitioner,
            String location,
            String specialty,
            String modality,
            String language,
            String patient,
            String zone) {
        String practitionerId = findings.id("practitioner", practitioner);
        return new Wish(
                new SlotFilter(
                        practitionerId == null ? Set.of() : Set.of(practitionerId),
                        Set.copyOf(findings.ids("location", location, MOST_LOCATIONS)),
                        findings.text("specialty", specialty),
                        findings.language("language", language)),
                findings.code("modality", modality, Modality.values(), SlotView::code),
                findings.code("patient", patient, PatientStatus.values(), status -> status.name()
                        .toLowerCase(Locale.ROOT)),
                findings.zone("zone", zone));
    }

    /** @throws org.visita.kit.problem.RefusedException {@code forbidden} if somebody else's slots are asked for by name */
    void requireWithin(Reach reach) {
        filter.practitionerIds().forEach(id -> reach.require(id, null));
        filter.locationIds().forEach(id -> reach.require(null, id));
    }

    SlotQuery query(String visitType, Instant from, Instant to, Instant now, int limit) {
        return new SlotQuery(visitType, from, to, filter, modality, patient, now, limit);
    }
}
