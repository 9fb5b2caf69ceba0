package org.visita.booking.patient;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.visita.contracts.Topics;
import org.visita.contracts.patient.PatientEvent;
import org.visita.kit.topics.EventBatches;

/** Remembers which patients there are. */
@ApplicationScoped
class PatientListener {

    private final EventBatches batches;
    private final KnownPatients patients;

    @Inject
    PatientListener(EventBatches batches, KnownPatients patients) {
        this.batches = batches;
        this.patients = patients;
    }

    @Incoming("patient-events")
    Uni<Void> consume(List<byte[]> records) {
        return batches.apply(Topics.PATIENT_EVENTS, records, PatientEvent.class, this::apply);
    }

    private Uni<Void> apply(List<PatientEvent> events) {
        return Panache.withTransaction(() -> EventBatches.inOrder(events, patients::add));
    }
}
