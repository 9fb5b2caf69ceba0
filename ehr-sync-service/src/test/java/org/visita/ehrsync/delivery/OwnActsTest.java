package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.trail.OwnActs;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What nobody asked for stands in the audit trail too. */
@QuarkusTest
class OwnActsTest extends ComponentTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    OwnActs acts;

    @Test
    void a_connection_that_is_paused_because_the_ehr_refuses_it_is_in_the_trail_once() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(401));
        clinic.book();
        await().atMost(SOON).until(() -> "credentials-refused".equals(clinic.connectionField("pausedReason")));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(own()).extracting(AuditEvent::action).containsExactly("connection.pause"));
        assertThat(own().getFirst().actor().toString()).isEqualTo("service:ehr-sync");
        assertThat(own().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void that_an_ehr_is_left_alone_and_trusted_again_is_in_the_trail_once_each() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(503));
        List<BookingSnapshot> bookings = Stream.generate(clinic::book).limit(6).toList();
        await().atMost(SOON).until(() -> !"closed".equals(clinic.connectionField("circuit")));
        int before = clinic.ehr.requests().size();
        await().atMost(SOON).until(() -> clinic.ehr.requests().size() >= before + 2);
        clinic.ehr.behave();
        bookings.forEach(clinic::awaitHeld);
        await().atMost(SOON).until(() -> "closed".equals(clinic.connectionField("circuit")));

        await().atMost(SOON).untilAsserted(() -> assertThat(own())
                .extracting(AuditEvent::action)
                .containsExactly("connection.circuit-open", "connection.circuit-close"));
    }

    @Test
    void an_act_is_in_the_trail_once_however_often_its_transaction_is_tried() {
        clinic.connect();
        ConnectionRef connection = new ConnectionRef(clinic.id, UUID.fromString(clinic.connection()));
        acts.tell(told -> {
                    told.startOver();
                    told.begin("connection.circuit-open", connection);
                    told.begin("connection.pause", connection);
                    // A deadlock: the transaction is rolled back and tried again.
                    told.startOver();
                    told.begin("connection.circuit-open", connection);
                    return Uni.createFrom().voidItem();
                })
                .await()
                .atMost(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(own())
                .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::code)
                .containsExactlyInAnyOrder(
                        tuple("connection.pause", Outcome.FAILED, "unavailable"),
                        tuple("connection.circuit-open", Outcome.SUCCEEDED, null)));
    }

    private List<AuditEvent> own() {
        return TopicReader.read(Topics.AUDIT_EVENTS, record -> clinic.id.equals(record.key())).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .filter(entry -> clinic.connection().equals(entry.resourceId()))
                .filter(entry -> entry.requestId() == null)
                .filter(entry -> entry.actor().toString().startsWith("service:"))
                .toList();
    }
}
