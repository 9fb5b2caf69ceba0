package org.visita.patient.patient;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.contracts.EventType;
import org.visita.contracts.patient.PatientEvent;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;

/** Tells the others that a patient exists or changed, by id only. */
@ApplicationScoped
class PatientAnnouncer {

    private final Outbox outbox;

    @Inject
    PatientAnnouncer(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> announce(Patient patient) {
        UUID eventId = Ids.next();
        String id = patient.id().toString();
        PatientEvent event =
                new PatientEvent(eventId.toString(), id, patient.clinic(), patient.version(), patient.updatedAt());
        return outbox.append(OutboxRecord.of(eventId, EventType.PATIENT_CHANGED, id, event));
    }
}
