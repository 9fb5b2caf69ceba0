package org.visita.audit.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes what changed. These events are written in the transaction of the change itself, so that none is missing, whoever
 * is killed: what a request did stands in the trail even where the request's own entry says that it was interrupted.
 */
@ApplicationScoped
class StateChangeListener {

    private final ReadableRecords readable;
    private final AppendEntries append;

    @Inject
    StateChangeListener(ReadableRecords readable, AppendEntries append) {
        this.readable = readable;
        this.append = append;
    }

    @Incoming("booking-changes")
    Uni<Void> bookings(ConsumerRecords<String, byte[]> records) {
        return take(records, StateChanges::ofBooking);
    }

    @Incoming("patient-changes")
    Uni<Void> patients(ConsumerRecords<String, byte[]> records) {
        return take(records, StateChanges::ofPatient);
    }

    @Incoming("catalog-changes")
    Uni<Void> catalog(ConsumerRecords<String, byte[]> records) {
        return take(records, StateChanges::ofCatalog);
    }

    @Incoming("key-changes")
    Uni<Void> keys(ConsumerRecords<String, byte[]> records) {
        return take(records, StateChanges::ofKey);
    }

    @Incoming("sync-changes")
    Uni<Void> sync(ConsumerRecords<String, byte[]> records) {
        return take(records, StateChanges::ofSync);
    }

    /** A record without a value only tells the broker to forget: the one before has said what became of it. */
    private Uni<Void> take(
            ConsumerRecords<String, byte[]> records, Function<ConsumerRecord<String, byte[]>, AuditEntry> reader) {
        return append.append(
                () -> readable.read(records, record -> record.value() == null ? null : reader.apply(record)));
    }
}
