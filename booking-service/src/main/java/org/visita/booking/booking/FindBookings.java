package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.sync.BookingSyncs;
import org.visita.booking.sync.SyncView;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Finds bookings, with how far each has come on its way to the EHRs. */
@ApplicationScoped
public class FindBookings {

    /** A page, and how many there are in all. */
    public record Found(long total, List<BookingView> page) {}

    /** The order of the list: by start, or by the last change; then by id. */
    private record Position(Instant at, UUID id) {

        static Position parse(String text) {
            int slash = text.indexOf('/');
            Instant at = Instant.parse(text.substring(0, slash));
            // Beyond that the database cannot compare; no booking lies there.
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("2300-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException("no time of a booking");
            }
            return new Position(at, UUID.fromString(text.substring(slash + 1)));
        }

        static String of(BookingView view, boolean byChange) {
            return (byChange ? view.updatedAt() : view.start()).toInstant() + "/" + view.id();
        }
    }

    private final Bookings bookings;
    private final BookingSyncs syncs;
    private final BookingHistory history;

    @Inject
    FindBookings(Bookings bookings, BookingSyncs syncs, BookingHistory history) {
        this.bookings = bookings;
        this.syncs = syncs;
        this.history = history;
    }

    Uni<HistoryView> history(Act act, UUID id) {
        return Panache.withSession(
                () -> booking(act, id).chain(() -> history.of(act.clinic(), id)).map(HistoryView::new));
    }

    public Uni<BookingView> one(Act act, UUID id) {
        return Panache.withSession(() -> booking(act, id).chain(booking -> view(act.clinic(), booking)));
    }

    /** As it is now; joins the running session. */
    public Uni<Booking> booking(Act act, UUID id) {
        return Panache.withSession(() -> bookings.find(act.clinic(), id).map(found -> found.filter(act::reaches)
                .orElseThrow(() -> Refusal.notFound().asException())));
    }

    /** The view of a booking that was just written; joins the running session. */
    Uni<BookingView> view(String clinic, Booking booking) {
        UUID id = booking.head().id().value();
        return Panache.withSession(() -> syncs.of(clinic, List.of(id)))
                .map(states -> BookingView.of(booking, states.getOrDefault(id, List.of())));
    }

    /** One page of those that meet the criteria, by offset, with their number: as FHIR searches. */
    public Uni<Found> search(Act act, BookingCriteria criteria, int offset, int count) {
        criteria.within(act.reach());
        String query = criteria.query(act.clinic());
        return Panache.withSession(() -> bookings.count(query, criteria.parameters())
                .chain(total -> count == 0
                        ? Uni.createFrom().item(new Found(total, List.of()))
                        : bookings.find(query + criteria.order(), criteria.parameters())
                                .range(offset, offset + count - 1)
                                .list()
                                .map(rows -> rows.stream()
                                        .map(BookingEntity::toDomain)
                                        .toList())
                                .chain(found -> views(act.clinic(), found))
                                .map(views -> new Found(total, views))));
    }

    Uni<Page<BookingView>> list(Act act, BookingFilter filter, PageRequest page) {
        String time = filter.byChange() ? "updatedAt" : "startAt";
        filter.add("clinic = :clinic", "clinic", act.clinic());
        filter.within(act.reach());
        Optional<Position> after = page.after(Position::parse);
        after.ifPresent(position -> {
            filter.add(
                    "(" + time + " > :afterTime or " + time + " = :afterTime and id > :afterId)",
                    "afterTime",
                    position.at());
            filter.parameters().put("afterId", position.id());
        });
        String query = String.join(" and ", filter.conditions()) + " order by " + time + ", id";
        return Panache.withSession(() -> bookings.find(query, filter.parameters())
                        .range(0, page.fetch() - 1)
                        .list()
                        .map(rows -> rows.stream().map(BookingEntity::toDomain).toList())
                        .chain(found -> views(act.clinic(), found)))
                .map(views -> Page.of(views, page, view -> Position.of(view, filter.byChange())));
    }

    private Uni<List<BookingView>> views(String clinic, List<Booking> found) {
        List<UUID> ids =
                found.stream().map(booking -> booking.head().id().value()).toList();
        return syncs.of(clinic, ids).map(states -> found.stream()
                .map(booking -> BookingView.of(booking, statesOf(states, booking)))
                .toList());
    }

    private static List<SyncView> statesOf(Map<UUID, List<SyncView>> states, Booking booking) {
        return states.getOrDefault(booking.head().id().value(), List.of());
    }
}
