package org.visita.availability.catalog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.availability.catalog.StandingBooking.Position;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.rules.BookedVisit;
import org.visita.rules.Modality;

/**
 * Reads the bookings that a change of the catalog may hit, from the read copy that slot searches are kept current by.
 * Without holds: there is nobody to call, they are gone before anybody could, and what becomes a booking is one.
 */
@ApplicationScoped
class AffectedBookings {

    /** Live ones within reach that come after the position, in order. */
    Uni<List<StandingBooking>> after(String clinic, Reach reach, Position position, int most) {
        StringBuilder sql = new StringBuilder("""
                select booking_id, visit_type_id, practitioner_id, location_id, modality, room_id,
                       array_to_string(equipment_ids, ','), start_at, end_at, visit_start, visit_end
                from taken_time
                where live and held_until is null and clinic = :clinic and (visit_start, booking_id) > (:start, :id)""");
        reach.conditions().keySet().forEach(condition -> sql.append(" and ").append(condition));
        sql.append(" order by visit_start, booking_id");
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql.toString(), Object[].class)
                            .setParameter("clinic", clinic)
                            .setParameter("start", position.start())
                            .setParameter("id", position.id())
                            .setMaxResults(most);
                    reach.conditions().values().forEach(each -> query.setParameter(each.name(), each.value()));
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(AffectedBookings::toBooking).toList());
    }

    /** Whether a live booking that comes after the position names that practitioner or location. */
    Uni<Boolean> anyNames(String clinic, Reference reference, Position position) {
        String column = reference.kind() == CatalogKind.PRACTITIONER ? "practitioner_id" : "location_id";
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select exists (select 1 from taken_time where live and held_until is null and clinic = :clinic"
                                + " and " + column + " = :id and visit_start >= :start)",
                        Boolean.class)
                .setParameter("clinic", clinic)
                .setParameter("start", position.start())
                .setParameter("id", UUID.fromString(reference.id()))
                .getSingleResult());
    }

    private static StandingBooking toBooking(Object[] row) {
        String devices = (String) row[6];
        BookedVisit visit = new BookedVisit(
                row[1].toString(),
                row[2].toString(),
                row[3].toString(),
                Modality.valueOf((String) row[4]),
                row[5] == null ? null : row[5].toString(),
                devices.isEmpty() ? List.of() : List.of(devices.split(",")),
                instant(row[7]),
                instant(row[8]));
        return new StandingBooking((UUID) row[0], visit, instant(row[9]), instant(row[10]));
    }

    private static Instant instant(Object timestamp) {
        return ((OffsetDateTime) timestamp).toInstant();
    }
}
