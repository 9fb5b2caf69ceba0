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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.EquipmentEntry;
import org.visita.contracts.catalog.HolidayEntry;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.OverrideEntry;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.RoomEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.TimeOffEntry;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.contracts.patient.PatientEvent;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.Tokens;

/** What the other services announce about a clinic, thing by thing; each method tells the new thing's id. */
public final class ClinicNews {

    private final List<CatalogEntry> announced = new ArrayList<>();
    private final List<String> patients = new ArrayList<>();

    public String location(String zone, ScheduleEntry.Window... openingHours) {
        String id = newId();
        return publish(
                CatalogEntry.of(id, Tokens.CLINIC, 1, new LocationEntry(zone, List.of(), List.of(openingHours))));
    }

    public String room(String location) {
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, new RoomEntry(location)));
    }

    public String equipment(String location, String type) {
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, new EquipmentEntry(location, type)));
    }

    public String practitioner() {
        return publish(
                CatalogEntry.of(newId(), Tokens.CLINIC, 1, new PractitionerEntry(List.of(), List.of(), List.of())));
    }

    /** The same hours on every day of the week. */
    public String daily(String practitioner, String location, OfferedModality modality, String from, String to) {
        ScheduleEntry hours = new ScheduleEntry(practitioner, location, null, null, everyDay(from, to), modality);
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, hours));
    }

    public String override(
            String practitioner, String location, LocalDate date, OfferedModality modality, String from, String to) {
        OverrideEntry other =
                new OverrideEntry(practitioner, location, date, modality, List.of(new OverrideEntry.Window(from, to)));
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, other));
    }

    public String timeOff(String practitioner, Instant from, Instant to) {
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, new TimeOffEntry(practitioner, from, to)));
    }

    public String holiday(String location, LocalDate date) {
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, new HolidayEntry(List.of(location), date, date)));
    }

    public String visitType(VisitTypeEntry type) {
        return publish(CatalogEntry.of(newId(), Tokens.CLINIC, 1, type));
    }

    /** Announces what has changed, and waits until it is known. */
    public void visitTypeAgain(String id, int version, VisitTypeEntry type) {
        publish(CatalogEntry.of(id, Tokens.CLINIC, version, type));
        awaitArrival();
    }

    public List<String> patients(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> newId()).toList();
        ids.forEach(id -> TestTopics.send(
                Topics.PATIENT_EVENTS, id, new PatientEvent(newId(), id, Tokens.CLINIC, 1, Instant.EPOCH)));
        patients.addAll(ids);
        return ids;
    }

    /** Events of different keys arrive in any order: a test begins when all of them have. */
    public void awaitArrival() {
        CatalogCopy copy = Arc.container().instance(CatalogCopy.class).get();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> announced.stream().allMatch(entry -> copy.find(Tokens.CLINIC, entry.kind(), entry.id())
                        .filter(known -> known.version() >= entry.version())
                        .isPresent()));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> known() == patients.size());
    }

    public static List<ScheduleEntry.Window> everyDay(String from, String to) {
        return Stream.of(DayOfWeek.values())
                .map(day -> new ScheduleEntry.Window(day.name(), from, to))
                .toList();
    }

    private long known() throws SQLException {
        AgroalDataSource database =
                Arc.container().instance(AgroalDataSource.class).get();
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

    private String publish(CatalogEntry entry) {
        announced.add(entry);
        TestTopics.send(Topics.AVAILABILITY_CATALOG, entry.kind() + "/" + entry.id(), entry);
        return entry.id();
    }

    private static String newId() {
        return Ids.next().toString();
    }
}
