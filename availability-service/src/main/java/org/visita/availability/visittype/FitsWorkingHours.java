package org.visita.availability.visittype;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.visita.availability.catalog.CatalogItem;
import org.visita.availability.catalog.CatalogRule;
import org.visita.availability.catalog.Findings;
import org.visita.availability.catalog.OffTheLoop;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.VisitType;

/**
 * A visit, with its buffers, and the step between two starts are not longer than the longest hours of those who offer
 * it. Where they have no hours yet, there is nothing to compare with.
 */
@ApplicationScoped
class FitsWorkingHours implements CatalogRule {

    private final CatalogCopy copy;

    @Inject
    FitsWorkingHours(CatalogCopy copy) {
        this.copy = copy;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.VISIT_TYPE;
    }

    @Override
    public Uni<Void> check(CatalogItem<?> item) {
        CatalogEntry entry = item.content().toEntry("new", item.clinic(), 1);
        return OffTheLoop.run(() -> longestHours(entry))
                .invoke(longest -> {
                    if (!longest.isZero()) {
                        refuseLonger(longest, entry.visitType());
                    }
                })
                .replaceWithVoid();
    }

    private Duration longestHours(CatalogEntry entry) {
        LongestHours hours = new LongestHours(
                copy.entries(entry.clinic()).stream().map(ToRules::part).toList());
        return Duration.ofMinutes(hours.of((VisitType) ToRules.part(entry)));
    }

    private static void refuseLonger(Duration longest, VisitTypeEntry type) {
        Findings findings = new Findings();
        check(findings, longest, "", type.duration(), type.slotInterval(), type.bufferBefore(), type.bufferAfter());
        List<VisitTypeEntry.Variant> variants = type.variants();
        for (int at = 0; at < variants.size(); at++) {
            VisitTypeEntry.Variant each = variants.get(at);
            check(
                    findings,
                    longest,
                    "/variants/" + at,
                    each.duration(),
                    each.slotInterval(),
                    each.bufferBefore(),
                    each.bufferAfter());
        }
        findings.refuseIfAny();
    }

    private static void check(
            Findings findings,
            Duration longest,
            String pointer,
            Duration duration,
            Duration interval,
            Duration before,
            Duration after) {
        if (duration.plus(before).plus(after).compareTo(longest) > 0) {
            findings.add(
                    pointer + "/duration",
                    "with its buffers is longer than all working hours, of which the longest are " + longest);
        }
        // An interval that was left out is the duration: that has been said.
        if (interval.compareTo(longest) > 0 && !interval.equals(duration)) {
            findings.add(
                    pointer + "/slotInterval", "is longer than all working hours, of which the longest are " + longest);
        }
    }
}
