package org.visita.availability;

import java.time.Duration;
import java.util.List;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.catalog.VisitTypeEntry;

/** What a visit type of a test has that differs from the plainest: half an hour, every half hour, in person. */
public record Offered(
        Duration horizon,
        List<String> practitioners,
        boolean needsRoom,
        List<PatientStatus> patients,
        Integer perDay,
        Integer perWeek,
        int seats,
        List<String> equipmentTypes,
        OfferedModality modality) {

    public static final Offered PLAIN = new Offered(
            Duration.ofDays(90), List.of(), false, List.of(), null, null, 1, List.of(), OfferedModality.IN_PERSON);

    public Offered by(String... ids) {
        return new Offered(
                horizon, List.of(ids), needsRoom, patients, perDay, perWeek, seats, equipmentTypes, modality);
    }

    public Offered upTo(Duration ahead) {
        return new Offered(ahead, practitioners, needsRoom, patients, perDay, perWeek, seats, equipmentTypes, modality);
    }

    public Offered inRoomWith(String... types) {
        return new Offered(horizon, practitioners, true, patients, perDay, perWeek, seats, List.of(types), modality);
    }

    public Offered onlyFor(PatientStatus status) {
        return new Offered(
                horizon, practitioners, needsRoom, List.of(status), perDay, perWeek, seats, equipmentTypes, modality);
    }

    public Offered limited(Integer day, Integer week) {
        return new Offered(horizon, practitioners, needsRoom, patients, day, week, seats, equipmentTypes, modality);
    }

    public Offered forGroupsOf(int size) {
        return new Offered(
                horizon, practitioners, needsRoom, patients, perDay, perWeek, size, equipmentTypes, modality);
    }

    public Offered as(OfferedModality other) {
        return new Offered(horizon, practitioners, needsRoom, patients, perDay, perWeek, seats, equipmentTypes, other);
    }

    VisitTypeEntry entry() {
        Duration half = Duration.ofMinutes(30);
        return new VisitTypeEntry(
                half,
                half,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                horizon,
                needsRoom,
                practitioners,
                List.of(),
                null,
                List.of(),
                patients,
                perDay,
                perWeek,
                seats,
                equipmentTypes,
                modality,
                List.of(),
                false);
    }
}
