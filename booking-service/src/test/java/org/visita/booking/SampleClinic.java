package org.visita.booking;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.RoomEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.contracts.patient.PatientEvent;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.Tokens;

/**
 * A small clinic as the other services announce it: practitioners at one location, every day from eight to noon, visits
 * of half an hour with five minutes after them.
 */
record SampleClinic(
        List<CatalogEntry> announced,
        String location,
        List<String> rooms,
        List<String> practitioners,
        String visitType,
        List<String> patients) {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static SampleClinic with(int practitioners, int rooms, int patients) {
        SampleClinic clinic = new SampleClinic(
                new ArrayList<>(), newId(), newIds(rooms), newIds(practitioners), newId(), newIds(patients));
        clinic.announce();
        clinic.awaitArrival();
        return clinic;
    }

    /** Events of different keys arrive in any order: a test begins when all of them have. */
    private void awaitArrival() {
        CatalogCopy copy = Arc.container().instance(CatalogCopy.class).get();
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> announced.stream().allMatch(entry -> copy.find(Tokens.CLINIC, entry.kind(), entry.id())
                        .isPresent()));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> known(database) == patients.size());
    }

    private long known(AgroalDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from known_patient where id = any(?)")) {
            count.setArray(1, connection.createArrayOf("uuid", patients.toArray()));
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private void announce() {
        publish(CatalogEntry.of(location, Tokens.CLINIC, 1, new LocationEntry(BERLIN.getId(), List.of())));
        rooms.forEach(room -> publish(CatalogEntry.of(room, Tokens.CLINIC, 1, new RoomEntry(location))));
        for (String practitioner : practitioners) {
            publish(CatalogEntry.of(
                    practitioner, Tokens.CLINIC, 1, new PractitionerEntry(List.of(), List.of(), List.of())));
            List<ScheduleEntry.Window> windows = Stream.of(DayOfWeek.values())
                    .map(day -> new ScheduleEntry.Window(day.name(), "08:00", "12:00"))
                    .toList();
            publish(CatalogEntry.of(
                    newId(), Tokens.CLINIC, 1, new ScheduleEntry(practitioner, location, null, null, windows)));
        }
        publish(CatalogEntry.of(
                visitType,
                Tokens.CLINIC,
                1,
                new VisitTypeEntry(
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(35),
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ofDays(60),
                        !rooms.isEmpty(),
                        practitioners,
                        List.of(location),
                        null)));
        patients.forEach(patient -> TestTopics.send(
                Topics.PATIENT_EVENTS,
                patient,
                new PatientEvent(newId(), patient, Tokens.CLINIC, 1, java.time.Instant.EPOCH)));
    }

    private void publish(CatalogEntry entry) {
        announced.add(entry);
        TestTopics.send(Topics.AVAILABILITY_CATALOG, entry.kind() + "/" + entry.id(), entry);
    }

    /** The n-th slot of the day that lies so many days ahead. */
    static OffsetDateTime slot(int daysAhead, int n) {
        return LocalDate.now(BERLIN)
                .plusDays(daysAhead)
                .atTime(8, 0)
                .atZone(BERLIN)
                .plusMinutes(35L * n)
                .toOffsetDateTime();
    }

    Map<String, Object> visit(int patient, OffsetDateTime start) {
        return new HashMap<>(
                Map.of("patientId", patients.get(patient), "visitTypeId", visitType, "start", start.toString()));
    }

    Map<String, Object> visit(int patient, OffsetDateTime start, int practitioner) {
        Map<String, Object> visit = visit(patient, start);
        visit.put("practitionerId", practitioners.get(practitioner));
        return visit;
    }

    private static String newId() {
        return Ids.next().toString();
    }

    private static List<String> newIds(int count) {
        return IntStream.range(0, count).mapToObj(i -> newId()).toList();
    }
}
