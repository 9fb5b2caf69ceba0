package org.visita.availability.busy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.kit.ids.Ids;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;

/** The read copy of the bookings that lasts: table {@code taken_time}. */
@ApplicationScoped
class TakenTimes {

    /** Rows of one page while memory is filled: some megabytes. */
    private static final int PAGE = 5_000;

    private static final String ROWS = """
            select clinic, booking_id, version, live, counts, practitioner_id, room_id, equipment_ids, visit_type_id,
                location_id, modality, session_id, start_at, end_at, visit_start, visit_end, local_date,
                held_by, held_until
            from taken_time
            """;

    /** What is held by others than the viewer and has not expired, and all that is not held. */
    private static final String SEEN = ROWS + """
            where clinic = $1 and (held_until is null or held_until > $2 and held_by <> $3)
            """;

    private static final String TAKEN = SEEN + """
                and live and end_at > $4 and start_at < $5
                and (practitioner_id = any($6) or room_id = any($6) or equipment_ids && $6)""";

    private static final String COUNTED = SEEN + """
                and counts and practitioner_id = any($7) and local_date between $8 and $9""";

    private final Pool pool;

    @Inject
    TakenTimes(Pool pool) {
        this.pool = pool;
    }

    /** What the scope asks for, as far as this viewer is concerned. */
    Uni<BusyTimes> in(String clinic, BusyScope scope, Viewer viewer) {
        UUID[] resources = ids(scope.resourceIds());
        Tuple parameters = Tuple.tuple(List.of(
                clinic,
                time(viewer.now()),
                viewer.actor().toString(),
                time(scope.from()),
                time(scope.to()),
                resources));
        scope.counts().ifPresent(counts -> parameters
                .addArrayOfUUID(ids(counts.practitionerIds()))
                .addLocalDate(counts.first())
                .addLocalDate(counts.last()));
        return pool.preparedQuery(scope.counts().isPresent() ? TAKEN + " union all " + COUNTED : TAKEN)
                .execute(parameters)
                .map(TakenTimes::busy);
    }

    private static BusyTimes busy(RowSet<Row> rows) {
        ClinicVisits visits = new ClinicVisits();
        rows.forEach(row -> visits.apply(TakenRow.of(row).visit(), Window.ALL));
        return visits;
    }

    /**
     * One page of all that ends after the first instant and starts before the second, in order of its end; also later
     * ones that were changed since they were booked, because an older version of theirs may still come.
     *
     * @param after the last row of the page before; null for the first page
     */
    Uni<List<TakenRow>> page(Instant endsAfter, Instant startsBefore, TakenRow after) {
        boolean first = after == null;
        Tuple parameters = Tuple.tuple(List.of(
                time(first ? endsAfter : after.endAt()),
                first ? "" : after.clinic(),
                first ? new UUID(0, 0) : after.visit().id(),
                time(endsAfter),
                time(startsBefore),
                PAGE));
        return pool.preparedQuery(ROWS + """
                        where (end_at, clinic, booking_id) > ($1, $2, $3) and end_at > $4
                            and (start_at < $5 or version > 1)
                        order by end_at, clinic, booking_id
                        limit $6""").execute(parameters).map(rows -> {
            List<TakenRow> page = new ArrayList<>(rows.size());
            rows.forEach(row -> page.add(TakenRow.of(row)));
            return page;
        });
    }

    /**
     * All or none. Does nothing where this version, or a newer one, is known.
     *
     * @throws IllegalArgumentException or NullPointerException if one of them says nothing that can be kept
     */
    Uni<Void> apply(List<BookingSnapshot> bookings) {
        List<Tuple> rows = bookings.stream().map(TakenRow::tuple).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(connection ->
                                connection.preparedQuery(TakenRow.UPSERT).executeBatch(rows))
                        .replaceWithVoid();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static UUID[] ids(Collection<String> ids) {
        return ids.stream().flatMap(id -> Ids.parse(id).stream()).toArray(UUID[]::new);
    }
}
