package org.visita.ehrsync.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.visita.contracts.Coding;
import org.visita.contracts.EventType;
import org.visita.contracts.Identifier;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.testing.Tokens;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** A clinic with an EHR of its own, so that no test is in another's way. */
public final class SampleClinic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final String id = "clinic-" + UUID.randomUUID();
    public final FakeEhr ehr = FakeEhr.start();

    public final String practitioner = Samples.id();
    public final String location = Samples.id();
    public final String visitType = Samples.id();
    private String connection;

    /** A practitioner, a location and a visit type; the EHR knows the first two under identifiers of its own. */
    public SampleClinic() {
        ehr.put("Practitioner", named("Practitioner", "urn:clinic:practitioners", "dr-1"));
        ehr.put("Location", named("Location", "urn:clinic:locations", "main"));
        Broker.send(CatalogEntry.of(
                practitioner,
                id,
                1,
                new PractitionerEntry(
                        List.of(new Identifier("urn:clinic:practitioners", "dr-1")), List.of(), List.of())));
        Broker.send(CatalogEntry.of(
                location,
                id,
                1,
                new LocationEntry(
                        "Africa/Johannesburg", List.of(new Identifier("urn:clinic:locations", "main")), List.of())));
        catalogue(visitType, new Coding("urn:clinic:visits", "check-up"));
    }

    /** @param serviceType its code; null if the catalog has none */
    public void catalogue(String visitTypeId, Coding serviceType) {
        Broker.send(CatalogEntry.of(
                visitTypeId,
                id,
                1,
                new VisitTypeEntry(
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(15),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofDays(60),
                        false,
                        List.of(),
                        List.of(),
                        serviceType,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        1,
                        List.of(),
                        OfferedModality.IN_PERSON,
                        List.of(),
                        false)));
    }

    private static String named(String type, String system, String value) {
        return """
                {"resourceType":"%s","identifier":[{"system":"%s","value":"%s"}]}""".formatted(type, system, value);
    }

    /** Connects the EHR, once the service knows the catalog. */
    public SampleClinic connect() {
        CatalogCopy copy = Arc.container().instance(CatalogCopy.class).get();
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> Stream.of(
                        copy.find(id, CatalogKind.PRACTITIONER, practitioner),
                        copy.find(id, CatalogKind.LOCATION, location),
                        copy.find(id, CatalogKind.VISIT_TYPE, visitType))
                .allMatch(Optional::isPresent));

        Response created = asking().body(Map.of("name", "The EHR", "baseUrl", ehr.baseUrl()))
                .post("/v1/connections");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        connection = created.jsonPath().getString("id");
        return this;
    }

    public String connection() {
        return connection;
    }

    public void pause() {
        act("/v1/connections/" + connection + "/pause", 200);
    }

    public void resume() {
        act("/v1/connections/" + connection + "/resume", 200);
    }

    public Response act(String path, int status) {
        Response response = asking().post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    public RequestSpecification asking() {
        return given().auth().oauth2(Tokens.in(id, "sync:read", "sync:operate")).contentType("application/json");
    }

    public String connectionField(String name) {
        return asking().get("/v1/connections/" + connection).jsonPath().getString(name);
    }

    /** Booked, of a new patient. */
    public BookingSnapshot booking() {
        return Samples.booking(id, practitioner, location, visitType);
    }

    /** Booked, and sent on its way. */
    public BookingSnapshot book() {
        BookingSnapshot booking = booking();

        Broker.send(booking);
        return booking;
    }

    /** Until the EHR holds this version. */
    public ObjectNode awaitHeld(BookingSnapshot booking) {
        return awaitHeld(booking, PATIENCE);
    }

    public ObjectNode awaitHeld(BookingSnapshot booking, Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(
                        ehr.appointmentOf(booking.id()).map(FhirPaths::versionOf))
                .hasValue(booking.version()));
        return ehr.appointmentOf(booking.id()).orElseThrow();
    }

    /** Until booking-service would know of this. */
    public BookingSync awaitSync(BookingSnapshot booking, BookingSync.State state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(syncsOf(booking))
                .anyMatch(sync -> sync.state() == state && sync.version() == booking.version()));
        return syncsOf(booking).stream()
                .filter(sync -> sync.state() == state && sync.version() == booking.version())
                .toList()
                .getLast();
    }

    /** Until all of them are known to be wanted, and not there yet. */
    public void awaitPending(List<BookingSnapshot> bookings) {
        Set<String> ids = bookings.stream().map(BookingSnapshot::id).collect(Collectors.toSet());
        await().atMost(PATIENCE)
                .until(() -> TopicReader.read(Topics.BOOKING_SYNC, record -> ids.contains(record.key()))
                                .size()
                        >= ids.size());
    }

    /** What was said about a booking, every word of it as the contract has it. */
    public List<BookingSync> syncsOf(BookingSnapshot booking) {
        return TopicReader.withKey(Topics.BOOKING_SYNC, booking.id()).stream()
                .map(ConsumerRecord::value)
                .peek(value -> assertThat(ContractSchemas.violations(EventType.BOOKING_SYNC_CHANGED, value))
                        .isEmpty())
                .map(value -> EventJson.read(value, BookingSync.class))
                .toList();
    }

    public List<Map<String, Object>> deadLetters() {
        return asking().get("/v1/dead-letters").jsonPath().getList("items");
    }

    public Map<String, Object> awaitDeadLetter() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters()).hasSize(1));
        return deadLetters().getFirst();
    }

    @Override
    public void close() {
        if (connection != null && "active".equals(connectionField("status"))) {
            pause();
        }
        ehr.close();
    }
}
