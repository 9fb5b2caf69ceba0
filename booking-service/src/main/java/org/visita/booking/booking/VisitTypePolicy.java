package org.visita.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.VisitType;

/** What a visit type says about bookings, beyond the rules of when and where. */
@ApplicationScoped
class VisitTypePolicy {

    private final CatalogCopy catalogs;
    private final TopicFollowers followers;

    @Inject
    VisitTypePolicy(CatalogCopy catalogs, TopicFollowers followers) {
        this.catalogs = catalogs;
        this.followers = followers;
    }

    /** Not where the visit type is gone: then nobody would be asked. */
    boolean requiresConfirmation(String clinic, Visit visit) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        return catalogs.find(clinic, CatalogKind.VISIT_TYPE, visit.visitTypeId().toString())
                .map(CatalogEntry::visitType)
                .filter(VisitTypeEntry::requiresConfirmation)
                .isPresent();
    }

    /** How many patients share the visit; none where the visit type is gone. */
    int seats(String clinic, Visit visit) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        return catalogs.of(clinic)
                .visitType(visit.visitTypeId().toString())
                .map(VisitType::seats)
                .orElse(0);
    }
}
