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
class FindBookings {

    /** The order of the list: by start, then by id. */
    private record Position(Instant start, UUID id) {

        static Position parse(String text) {
            int slash = text.indexOf('/');
            Instant start = Instant.parse(text.substring(0, slash));
            // Beyond that the database cannot compare; no booking lies there.
            if (start.isBefore(Instant.EPOCH) || start.isAfter(Instant.parse("2300-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException("no start of a booking");
            }
            return new Position(start, UUID.fromString(text.substring(slash + 1)));
        }

        static String of(BookingView view) {
            return view.start().toInstant() + "/" + view.id();
        }
    }

    private final Bookings bookings;
    private final BookingSyncs syncs;

    @Inject
    FindBookings(Bookings bookings, BookingSyncs syncs) {
        this.bookings = bookings;
        this.syncs = syncs;
    }

    Uni<BookingView> one(String clinic, UUID id) {
        return Panache.withSession(() -> bookings.find(clinic, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .chain(booking -> view(clinic, booking)));
    }

    /** The view of a booking that was just written; joins the running session. */
    Uni<BookingView> view(String clinic, Booking booking) {
        UUID id = booking.head().id().value();
        return Panache.withSession(() -> syncs.of(clinic, List.of(id)))
                .map(states -> BookingView.of(booking, states.getOrDefault(id, List.of())));
    }

    Uni<Page<BookingView>> list(String clinic, BookingFilter filter, PageRequest page) {
        filter.add("clinic = :clinic", "clinic", clinic);
        Optional<Position> after = page.after(Position::parse);
        after.ifPresent(position -> {
            filter.add(
                    "(startAt > :afterStart or startAt = :afterStart and id > :afterId)",
                    "afterStart",
                    position.start());
            filter.parameters().put("afterId", position.id());
        });
        String query = String.join(" and ", filter.conditions()) + " order by startAt, id";
        return Panache.withSession(() -> bookings.find(query, filter.parameters())
                        .range(0, page.fetch() - 1)
                        .list()
                        .map(rows -> rows.stream().map(BookingEntity::toDomain).toList())
                        .chain(found -> views(clinic, found)))
                .map(views -> Page.of(views, page, Position::of));
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
