package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.contracts.booking.BookingEvent;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.EhrTargets;
import org.visita.kit.topics.EventJson;

/** Claimed rows, as workers take them: with what is known of the connection, and of the patient in its EHR. */
@ApplicationScoped
class ReadClaims {

    /** Which patient of which EHR. */
    private record Link(String clinic, UUID connection, String patient) {
        static Link of(ClaimedDelivery claimed) {
            return new Link(
                    claimed.connection().clinic(),
                    claimed.connection().id(),
                    claimed.booking().patientId());
        }
    }

    private static final Logger LOG = Logger.getLogger(ReadClaims.class);

    private final EhrTargets targets;

    @Inject
    ReadClaims(EhrTargets targets) {
        this.targets = targets;
    }

    /** @param rows clinic, connection, its version, lease, external id, tries, probing, event, headers, origin */
    Uni<List<ClaimedDelivery>> read(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<ConnectionRef, List<Object[]>> ofConnection = new LinkedHashMap<>();
        rows.forEach(row -> ofConnection
                .computeIfAbsent(new ConnectionRef((String) row[0], (UUID) row[1]), one -> new ArrayList<>())
                .add(row));
        return Multi.createFrom()
                .iterable(ofConnection.entrySet())
                .onItem()
                .transformToUniAndConcatenate(each -> read(each.getKey(), each.getValue()))
                .onItem()
                .<ClaimedDelivery>disjoint()
                .collect()
                .asList()
                .chain(ReadClaims::withPatients);
    }

    /** A connection that cannot be read must not keep the others from their deliveries. */
    private Uni<List<ClaimedDelivery>> read(ConnectionRef connection, List<Object[]> rows) {
        return targets.of(connection, (Integer) rows.getFirst()[2])
                .map(target -> rows.stream().map(row -> delivery(target, row)).toList())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(
                            "%d deliveries of connection %s cannot be read (%s); they are tried again when their lease"
                                    + " ends",
                            rows.size(), connection.id(), failure.getClass().getSimpleName());
                    return List.of();
                });
    }

    @SuppressWarnings("unchecked")
    private static ClaimedDelivery delivery(EhrTarget target, Object[] row) {
        byte[] event = (byte[]) row[7];
        return new ClaimedDelivery(
                target,
                (UUID) row[3],
                (String) row[4],
                null,
                (Integer) row[5],
                (Boolean) row[6],
                EventJson.read(event, BookingEvent.class),
                event,
                (Map<String, String>) EventJson.read(((String) row[8]).getBytes(StandardCharsets.UTF_8), Map.class),
                (String) row[9]);
    }

    /** One statement for all of them: else each would ask for itself. */
    private static Uni<List<ClaimedDelivery>> withPatients(List<ClaimedDelivery> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().item(claimed);
        }
        String wanted = Lines.of(claimed.stream().map(Link::of).distinct().toList());
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery("""
                                        select p.clinic, p.connection_id, p.patient_id, p.external_id
                                        from json_to_recordset(cast(cast(?1 as text) as json))
                                          as n (clinic text, connection uuid, patient text)
                                        join patient_link p on p.clinic = n.clinic and p.connection_id = n.connection
                                          and p.patient_id = n.patient
                                        where p.external_id is not null""", Object[].class)
                                .setParameter(1, wanted)
                                .getResultList()))
                .map(rows -> {
                    Map<Link, String> known = new HashMap<>();
                    rows.forEach(row ->
                            known.put(new Link((String) row[0], (UUID) row[1], (String) row[2]), (String) row[3]));
                    return claimed.stream()
                            .map(each -> each.ofPatient(known.get(Link.of(each))))
                            .toList();
                });
    }
}
