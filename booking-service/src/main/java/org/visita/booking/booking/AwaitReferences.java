package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.visita.booking.patient.KnownPatients;
import org.visita.contracts.Topics;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.ClinicCatalog;

/**
 * Refuses a wish that names what is not there. What was created a moment ago elsewhere may still be on its way here:
 * for that this waits a little before it says no, outside any transaction.
 */
@ApplicationScoped
public class AwaitReferences {

    private static final Duration STEP = Duration.ofMillis(50);
    private static final int STEPS = 20;

    private final CatalogCopy catalogs;
    private final TopicFollowers followers;
    private final KnownPatients patients;

    @Inject
    AwaitReferences(CatalogCopy catalogs, TopicFollowers followers, KnownPatients patients) {
        this.catalogs = catalogs;
        this.followers = followers;
        this.patients = patients;
    }

    /** Fails while the catalog is still being read: nothing can be decided by half of it. */
    void requireCatalog() {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
    }

    public Uni<Void> await(String clinic, VisitWish wish) {
        return awaitInCatalog(() -> missing(clinic, wish)
                .chain(missing -> missing.isPresent() ? Uni.createFrom().item(missing) : missingPatient(clinic, wish)));
    }

    public Uni<Void> await(String clinic, MoveWish to) {
        return awaitInCatalog(() ->
                missing(clinic, new VisitWish(null, null, null, to.practitionerId(), to.locationId(), null, null)));
    }

    /** A room, wherever it is. */
    Uni<Void> awaitRoom(String clinic, UUID room) {
        return awaitInCatalog(() -> Uni.createFrom()
                .item(
                        catalogs.of(clinic).room(room.toString()).isPresent()
                                ? Optional.empty()
                                : Optional.of("/roomId")));
    }

    private Uni<Void> awaitInCatalog(Supplier<Uni<Optional<String>>> check) {
        return Uni.createFrom().deferred(() -> {
            requireCatalog();
            return await(check);
        });
    }

    private static Uni<Void> await(Supplier<Uni<Optional<String>>> check) {
        return Uni.createFrom()
                .deferred(() -> check.get())
                .map(missing -> {
                    missing.ifPresent(pointer -> {
                        throw Refusal.unknownReference(pointer).asException();
                    });
                    return missing;
                })
                .onFailure(RefusedException.class)
                .retry()
                .withBackOff(STEP, STEP)
                .withJitter(0)
                .atMost(STEPS)
                .replaceWithVoid();
    }

    private Uni<Optional<String>> missing(String clinic, VisitWish wish) {
        ClinicCatalog catalog = catalogs.of(clinic);
        String pointer = null;
        if (wish.visitTypeId() != null && catalog.visitType(wish.visitTypeId()).isEmpty()) {
            pointer = "/visitTypeId";
        } else if (wish.practitionerId() != null
                && catalog.practitioner(wish.practitionerId()).isEmpty()) {
            pointer = "/practitionerId";
        } else if (wish.locationId() != null
                && catalog.location(wish.locationId()).isEmpty()) {
            pointer = "/locationId";
        }
        return Uni.createFrom().item(Optional.ofNullable(pointer));
    }

    private Uni<Optional<String>> missingPatient(String clinic, VisitWish wish) {
        return patients.isKnown(clinic, UUID.fromString(wish.patientId()))
                .map(known -> known ? Optional.empty() : Optional.of("/patientId"));
    }
}
