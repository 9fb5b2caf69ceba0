package org.visita.availability.visittype;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.Coding;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.VisitType;

/**
 * What can be booked. Durations are ISO 8601, whole minutes.
 *
 * @param duration 1 minute to 24 hours
 * @param slotInterval 1 minute to 24 hours; left out: the duration
 * @param bufferBefore 0 to 24 hours; left out: none
 * @param bufferAfter 0 to 24 hours; left out: none
 * @param notice how long ahead at least, elapsed time; left out: none
 * @param horizon how far ahead at most, elapsed time; left out: 60 days
 * @param requiresRoom whether the visit takes a room
 * @param practitionerIds who offers it; left out or empty: everybody
 * @param locationIds where it is offered; left out or empty: everywhere
 * @param serviceType code for EHRs; may be left out
 */
public record VisitTypeJson(
        String name,
        Duration duration,
        Duration slotInterval,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration notice,
        Duration horizon,
        boolean requiresRoom,
        List<String> practitionerIds,
        List<String> locationIds,
        Coding serviceType)
        implements CatalogJson {

    static final CatalogType<VisitTypeJson> TYPE = new CatalogType<>(CatalogKind.VISIT_TYPE, VisitTypeJson.class);

    public VisitTypeJson {
        slotInterval = slotInterval == null ? duration : slotInterval;
        bufferBefore = bufferBefore == null ? Duration.ZERO : bufferBefore;
        bufferAfter = bufferAfter == null ? Duration.ZERO : bufferAfter;
        notice = notice == null ? Duration.ZERO : notice;
        horizon = horizon == null ? Duration.ofDays(60) : horizon;
        practitionerIds = practitionerIds == null ? List.of() : practitionerIds;
        locationIds = locationIds == null ? List.of() : locationIds;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.VISIT_TYPE;
    }

    @Override
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < practitionerIds.size(); i++) {
            references.add(new Reference("/practitionerIds/" + i, CatalogKind.PRACTITIONER, practitionerIds.get(i)));
        }
        for (int i = 0; i < locationIds.size(); i++) {
            references.add(new Reference("/locationIds/" + i, CatalogKind.LOCATION, locationIds.get(i)));
        }
        return references;
    }

    @Override
    public void check(Findings findings) {
        Duration minute = Duration.ofMinutes(1);
        findings.name(name);
        findings.duration("/duration", duration, minute, VisitType.MAX_DURATION);
        if (slotInterval != null) {
            findings.duration("/slotInterval", slotInterval, minute, VisitType.MAX_DURATION);
        }
        findings.duration("/bufferBefore", bufferBefore, Duration.ZERO, VisitType.MAX_DURATION);
        findings.duration("/bufferAfter", bufferAfter, Duration.ZERO, VisitType.MAX_DURATION);
        findings.duration("/notice", notice, Duration.ZERO, VisitType.MAX_HORIZON);
        findings.duration("/horizon", horizon, Duration.ZERO, VisitType.MAX_HORIZON);
        findings.ids("/practitionerIds", practitionerIds);
        findings.ids("/locationIds", locationIds);
        if (serviceType != null) {
            findings.text("/serviceType/system", serviceType.system());
            findings.text("/serviceType/code", serviceType.code());
        }
        findings.engine(() -> ToRules.visitType(toEntry("new", "new", 1)));
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(
                id,
                clinic,
                version,
                new VisitTypeEntry(
                        duration,
                        slotInterval,
                        bufferBefore,
                        bufferAfter,
                        notice,
                        horizon,
                        requiresRoom,
                        practitionerIds,
                        locationIds,
                        serviceType));
    }
}
