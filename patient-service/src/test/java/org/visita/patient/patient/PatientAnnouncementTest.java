package org.visita.patient.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.contracts.patient.PatientEvent;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.Tokens;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;
import org.visita.patient.Servers;

@QuarkusTest
class PatientAnnouncementTest implements Servers {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void each_change_is_announced_once_and_in_order() {
        String id = PatientApi.created(People.thandi());
        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(200);
        Map<String, Object> taken = People.thandi();
        PatientApi.created(taken);
        PatientApi.put(id, "\"2\"", taken).then().statusCode(409);
        PatientApi.put(id, "\"2\"", People.thandi()).then().statusCode(200);

        await().atMost(SOON).until(() -> events(id).size() >= 3);

        List<ConsumerRecord<String, byte[]>> events = events(id);
        assertThat(events).hasSize(3).allSatisfy(record -> {
            assertThat(ContractSchemas.violations(EventType.PATIENT_CHANGED, record.value()))
                    .isEmpty();
            assertThat(TopicReader.header(record, CloudEventHeaders.TYPE)).isEqualTo("patient.changed");
            assertThat(TopicReader.header(record, CloudEventHeaders.SUBJECT)).isEqualTo(id);
            assertThat(TopicReader.header(record, CloudEventHeaders.SOURCE)).isEqualTo("/visita/patient-service");
            assertThat(TopicReader.header(record, CloudEventHeaders.TRACE_PARENT))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            PatientEvent event = EventJson.read(record.value(), PatientEvent.class);
            assertThat(event.eventId()).isEqualTo(TopicReader.header(record, CloudEventHeaders.ID));
            assertThat(event.clinic()).isEqualTo(Tokens.CLINIC);
        });
        assertThat(events)
                .extracting(record ->
                        EventJson.read(record.value(), PatientEvent.class).version())
                .containsExactly(1, 2, 3);
    }

    @Test
    void each_attempt_to_change_leaves_an_audit_entry() {
        String id = PatientApi.created(People.thandi());
        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(200);
        PatientApi.put(id, "\"1\"", People.thandi()).then().statusCode(412);

        await().atMost(SOON).until(() -> auditOf(id).size() >= 3);

        assertThat(auditOf(id))
                .allSatisfy(record -> assertThat(ContractSchemas.violations(EventType.AUDIT_RECORDED, record.value()))
                        .isEmpty());
        assertThat(auditOf(id))
                .extracting(PatientAnnouncementTest::audit)
                .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::code, AuditEvent::clinic)
                .containsExactly(
                        tuple("patient.create", Outcome.SUCCEEDED, null, Tokens.CLINIC),
                        tuple("patient.update", Outcome.SUCCEEDED, null, Tokens.CLINIC),
                        tuple("patient.update", Outcome.REFUSED, "stale-version", Tokens.CLINIC));
    }

    @Test
    void a_refused_caller_leaves_an_audit_entry_too() {
        String unseen = "clinic-" + UUID.randomUUID();
        PatientApi.readerOf(unseen)
                .contentType("application/json")
                .body(People.thandi())
                .post("/v1/patients")
                .then()
                .statusCode(403);

        await().atMost(SOON).untilAsserted(() -> assertThat(TopicReader.withKey(Topics.AUDIT_EVENTS, unseen))
                .extracting(PatientAnnouncementTest::audit)
                .extracting(AuditEvent::outcome, AuditEvent::code)
                .containsExactly(tuple(Outcome.REFUSED, "forbidden")));
    }

    @Test
    void an_unknown_caller_leaves_an_audit_entry_of_nobody() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType("application/json")
                .body(People.thandi())
                .post("/v1/patients")
                .then()
                .statusCode(401);

        assertThat(auditOfTrace(trace))
                .extracting(AuditEvent::clinic, AuditEvent::actor, AuditEvent::outcome, AuditEvent::code)
                .containsExactly(null, null, Outcome.REFUSED, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "no%20id", "x-of-300"})
    void an_id_that_fits_no_entry_is_left_out_of_it(String id) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        PatientApi.writer()
                .urlEncodingEnabled(false)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .header("If-Match", "\"1\"")
                .body(People.thandi())
                .put("/v1/patients/" + id.replace("x-of-300", "x".repeat(300)))
                .then()
                .statusCode(404);

        assertThat(auditOfTrace(trace))
                .extracting(AuditEvent::resourceId, AuditEvent::code)
                .containsExactly(null, "not-found");
    }

    private static AuditEvent auditOfTrace(String trace) {
        List<ConsumerRecord<String, byte[]>> found = await().atMost(SOON)
                .until(
                        () -> TopicReader.read(
                                Topics.AUDIT_EVENTS,
                                record -> trace.equals(audit(record).traceId())),
                        records -> !records.isEmpty());
        assertThat(ContractSchemas.violations(
                        EventType.AUDIT_RECORDED, found.getFirst().value()))
                .isEmpty();
        return audit(found.getFirst());
    }

    private static List<ConsumerRecord<String, byte[]>> events(String id) {
        return TopicReader.withKey(Topics.PATIENT_EVENTS, id);
    }

    private static List<ConsumerRecord<String, byte[]>> auditOf(String id) {
        return TopicReader.read(
                Topics.AUDIT_EVENTS, record -> id.equals(audit(record).resourceId()));
    }

    private static AuditEvent audit(ConsumerRecord<String, byte[]> record) {
        return EventJson.read(record.value(), AuditEvent.class);
    }
}
