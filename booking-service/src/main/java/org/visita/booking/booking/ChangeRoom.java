package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Modality;

/** Gives a visit another room of its location. When and with whom stays. */
@ApplicationScoped
public class ChangeRoom {

    private final Transactions transactions;
    private final CatalogCopy catalogs;
    private final Bookings bookings;
    private final FreePlaces freePlaces;
    private final WriteBooking write;
    private final Clock clock;

    @Inject
    ChangeRoom(
            Transactions transactions,
            CatalogCopy catalogs,
            Bookings bookings,
            FreePlaces freePlaces,
            WriteBooking write,
            Clock clock) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.bookings = bookings;
        this.freePlaces = freePlaces;
        this.write = write;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen, null if it does not say */
    public Uni<Booking> change(Act act, UUID id, String ifMatch, UUID room) {
        return transactions.write(() -> bookings.findFor(Lifecycle.CHANGE_ROOM, act, id, ifMatch)
                .invoke(before -> refuseIfUnfit(act.clinic(), before.visit(), room))
                .chain(before -> room.equals(before.visit().roomId())
                        ? Uni.createFrom().item(before)
                        : change(act, before, room)));
    }

    private Uni<Booking> change(Act act, Booking.Upcoming before, UUID room) {
        return freePlaces
                .require(act, before, List.of(room))
                .chain(() -> write.move(
                        act,
                        Lifecycle.CHANGE_ROOM,
                        before,
                        before.moveTo(before.visit().inRoom(room), clock.instant()),
                        false));
    }

    private void refuseIfUnfit(String clinic, Visit visit, UUID room) {
        boolean there = catalogs.of(clinic)
                .room(room.toString())
                .filter(found -> found.locationId().equals(visit.locationId().toString()))
                .isPresent();
        if (!there) {
            throw Refusal.unknownReference("/roomId").asException();
        }
        if (visit.modality() == Modality.TELEHEALTH) {
            throw BookingProblem.NOT_OFFERED
                    .because("A visit at a distance takes no room.")
                    .asException();
        }
        if (visit.sessionId() != null) {
            throw BookingProblem.NOT_OFFERED
                    .because("A group shares its room; one seat cannot leave it.")
                    .asException();
        }
    }
}
