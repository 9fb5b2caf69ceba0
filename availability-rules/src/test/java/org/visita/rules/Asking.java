package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Asks a {@link Clinic}: anybody, anywhere, in any way, unless said otherwise. Immutable. */
record Asking(
        Clinic clinic,
        String practitionerId,
        String locationId,
        Modality modality,
        PatientStatus patient,
        String specialty,
        String language,
        Instant now) {

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("HH:mmXXX");

    Asking(Clinic clinic) {
        this(clinic, null, null, null, null, null, null, null);
    }

    Asking practitioner(String id) {
        return new Asking(clinic, id, locationId, modality, patient, specialty, language, now);
    }

    Asking location(String id) {
        return new Asking(clinic, practitionerId, id, modality, patient, specialty, language, now);
    }

    Asking as(Modality how) {
        return new Asking(clinic, practitionerId, locationId, how, patient, specialty, language, now);
    }

    Asking patient(PatientStatus status) {
        return new Asking(clinic, practitionerId, locationId, modality, status, specialty, language, now);
    }

    Asking specialty(String code) {
        return new Asking(clinic, practitionerId, locationId, modality, patient, code, language, now);
    }

    Asking language(String tag) {
        return new Asking(clinic, practitionerId, locationId, modality, patient, specialty, tag, now);
    }

    /** Unless said, it is the start of what is asked for. */
    Asking now(Instant instant) {
        return new Asking(clinic, practitionerId, locationId, modality, patient, specialty, language, instant);
    }

    SlotQuery query(Instant from, Instant to, int limit) {
        SlotFilter filter = new SlotFilter(only(practitionerId), only(locationId), specialty, language);
        return new SlotQuery(clinic.type().id(), from, to, filter, modality, patient, now == null ? from : now, limit);
    }

    List<Slot> slots(Instant from, Instant to) {
        return Availability.slots(clinic.catalog(), clinic.diary.times(), query(from, to, SlotQuery.MAX_LIMIT));
    }

    List<Slot> slots(String from, String to) {
        return slots(clinic.at(from), clinic.at(to));
    }

    List<Slot> slotsOn(String date) {
        LocalDate day = LocalDate.parse(date);
        return slots(
                day.atStartOfDay(clinic.zone).toInstant(),
                day.plusDays(1).atStartOfDay(clinic.zone).toInstant());
    }

    /** Starts on one local date as "08:00+02:00": the offset tells two equal labels apart. */
    List<String> startsOn(String date) {
        return labels(slotsOn(date));
    }

    List<String> labels(List<Slot> slots) {
        return slots.stream()
                .map(slot -> LABEL.format(slot.start().atZone(clinic.zone)))
                .toList();
    }

    VisitRequest request(Instant start) {
        return new VisitRequest(
                clinic.type().id(),
                start,
                practitionerId,
                locationId,
                modality,
                patient,
                Clinic.PATIENT,
                now == null ? start : now);
    }

    Decision decide(Instant start) {
        return Availability.decide(clinic.catalog(), clinic.diary.times(), request(start));
    }

    Decision decide(String start) {
        return decide(clinic.at(start));
    }

    Slot accepted(String start) {
        assertThat(decide(start)).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted) decide(start)).slot();
    }

    void refused(String start, RefusalReason reason) {
        assertThat(decide(start)).as(start).isEqualTo(new Decision.Refused(reason));
    }

    private static Set<String> only(String id) {
        return id == null ? Set.of() : Set.of(id);
    }
}
