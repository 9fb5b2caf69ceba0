package org.visita.booking;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.visita.contracts.catalog.OfferedModality;

/**
 * A small clinic as the other services announce it: practitioners at one location, every day from eight to noon, visits
 * of half an hour with five minutes after them.
 */
record SampleClinic(
        ClinicNews news,
        String location,
        List<String> rooms,
        List<String> practitioners,
        String visitType,
        List<String> patients) {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static SampleClinic with(int practitioners, int rooms, int patients) {
        return with(practitioners, rooms, patients, VisitTypes.of(30, 35).bufferAfter(5));
    }

    static SampleClinic with(int practitioners, int rooms, int patients, VisitTypes type) {
        ClinicNews news = new ClinicNews();
        String location = news.location(BERLIN.getId());
        List<String> roomIds =
                IntStream.range(0, rooms).mapToObj(i -> news.room(location)).toList();
        List<String> practitionerIds = IntStream.range(0, practitioners)
                .mapToObj(i -> news.practitioner())
                .toList();
        practitionerIds.forEach(id -> news.daily(id, location, OfferedModality.EITHER, "08:00", "12:00"));
        String visitType =
                news.visitType(type.room(rooms > 0).by(practitionerIds).entry());
        SampleClinic clinic =
                new SampleClinic(news, location, roomIds, practitionerIds, visitType, news.patients(patients));
        news.awaitArrival();
        return clinic;
    }

    /** The n-th slot of the day that lies so many days ahead. */
    static OffsetDateTime slot(int daysAhead, int n) {
        return at(LocalDate.now(BERLIN).plusDays(daysAhead), 35 * n);
    }

    /** So many minutes after eight. */
    static OffsetDateTime at(LocalDate date, int minutes) {
        return date.atTime(8, 0).atZone(BERLIN).plusMinutes(minutes).toOffsetDateTime();
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
}
