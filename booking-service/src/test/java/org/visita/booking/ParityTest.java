package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.Requests.book;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.testing.Tokens;
import org.visita.rules.Availability;
import org.visita.rules.BusyTimes;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Decision;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;
import org.visita.rules.RefusalReason;
import org.visita.rules.Slot;
import org.visita.rules.SlotFilter;
import org.visita.rules.SlotQuery;
import org.visita.rules.VisitRequest;

/**
 * What is listed can be booked, and nothing else can. The list comes from the engine, over what stands in the booking
 * table; the answers come from the running service.
 */
@BookingTest
class ParityTest {

    private static final Set<RefusalReason> FOUND_BEFORE_THE_RULES = EnumSet.of(
            RefusalReason.UNKNOWN_VISIT_TYPE, RefusalReason.UNKNOWN_PRACTITIONER, RefusalReason.UNKNOWN_LOCATION);

    private final long seed = Long.getLong("parity.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<RefusalReason> reasons = EnumSet.noneOf(RefusalReason.class);

    @Inject
    CatalogCopy catalogs;

    @Inject
    Clock clock;

    private RichClinic clinic;
    private ClinicCatalog catalog;
    private int fresh;

    @Test
    void every_listed_slot_is_booked_and_every_other_start_is_refused_with_the_reason() throws SQLException {
        System.out.println("parity.seed = " + seed);
        clinic = RichClinic.announce(400);
        catalog = catalogs.of(Tokens.CLINIC);
        int booked = 0;
        List<Slot> listed = listed();
        int atFirst = listed.size();
        while (!listed.isEmpty()) {
            Slot slot = listed.get(random.nextInt(listed.size()));
            bookListed(slot);
            booked++;
            if (booked <= 15) {
                tryAgain(slot);
            }
            for (int i = 0; i < 2; i++) {
                tryAnything(randomStart());
            }
            if (booked == 12) {
                tryEachMinuteOf(
                        clinic.day().atTime(10, 0).atZone(RichClinic.ZONE).toInstant());
                tryEachMinuteOf(
                        clinic.day().atTime(22, 0).atZone(RichClinic.ZONE).toInstant());
            }
            listed = listed();
        }
        tryWhatIsRare();
        System.out.println(atFirst + " slots were listed at first, " + booked + " visits fitted; refused: " + reasons);
        assertThat(booked).isGreaterThan(30);
        assertThat(reasons).containsAll(EnumSet.complementOf(EnumSet.copyOf(FOUND_BEFORE_THE_RULES)));
    }

    private List<Slot> listed() throws SQLException {
        BusyTimes busy = BookedSoFar.of(clinic.practitioners());
        Instant from = clinic.day().atStartOfDay(RichClinic.ZONE).toInstant();
        List<Slot> slots = new ArrayList<>();
        for (String type : clinic.types().all()) {
            SlotQuery query = new SlotQuery(
                    type, from, from.plus(Duration.ofDays(2)), SlotFilter.ANY, null, null, clock.instant(), 1000);
            slots.addAll(Availability.slots(catalog, busy, query));
        }
        return slots;
    }

    /** For a patient of its own, naming all that the slot names, or leaving some of it to the clinic. */
    private void bookListed(Slot slot) throws SQLException {
        boolean named = random.nextBoolean();
        VisitRequest request = new VisitRequest(
                slot.visitTypeId(),
                slot.start(),
                named ? slot.practitionerId() : null,
                named ? slot.locationId() : null,
                named ? slot.modality() : null,
                null,
                freshPatient(),
                clock.instant());
        Decision decision = Availability.decide(catalog, BookedSoFar.of(clinic.practitioners()), request);
        assertThat(decision).as("the engine on %s", slot).isInstanceOf(Decision.Accepted.class);
        compare(request, decision);
    }

    /** For somebody else: another seat of a group, else taken. */
    private void tryAgain(Slot slot) throws SQLException {
        tryOut(new VisitRequest(
                slot.visitTypeId(),
                slot.start(),
                slot.practitionerId(),
                slot.locationId(),
                slot.modality(),
                null,
                freshPatient(),
                clock.instant()));
    }

    private void tryEachMinuteOf(Instant hour) throws SQLException {
        List<Integer> minutes = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            minutes.add(minute);
        }
        Collections.shuffle(minutes, random);
        for (int minute : minutes) {
            tryAnything(hour.plus(Duration.ofMinutes(minute)));
        }
    }

    private void tryAnything(Instant start) throws SQLException {
        tryOut(new VisitRequest(
                any(clinic.types().all()),
                start,
                random.nextInt(3) == 0 ? null : any(clinic.practitioners()),
                null,
                any(null, Modality.IN_PERSON, Modality.TELEHEALTH),
                any(null, null, PatientStatus.NEW, PatientStatus.RETURNING),
                clinic.patients().getLast(),
                clock.instant()));
    }

    /** What random requests may miss. */
    private void tryWhatIsRare() throws SQLException {
        tryOut(request(
                clinic.types().far(), clinic.gap().atZone(RichClinic.ZONE).toInstant()));
        tryOut(request(clinic.types().newOnly(), clock.instant().plus(Duration.ofHours(1))));
        tryOut(request(clinic.types().newOnly(), clock.instant().plus(Duration.ofDays(31))));
        LocalDate later = clinic.day().plusDays(3);
        Instant start = later.atTime(7, 30).atZone(RichClinic.ZONE).toInstant();
        String patient = freshPatient();
        tryOut(new VisitRequest(
                clinic.types().far(),
                start,
                clinic.practitioners().getFirst(),
                null,
                null,
                null,
                patient,
                clock.instant()));
        tryOut(new VisitRequest(
                clinic.types().video(),
                start.plus(Duration.ofMinutes(20)),
                null,
                null,
                null,
                null,
                patient,
                clock.instant()));
        Instant elsewhere =
                later.plusDays(1).atTime(22, 0).atZone(RichClinic.ZONE).toInstant();
        for (int n = 0; n < 3; n++) {
            tryOut(new VisitRequest(
                    clinic.types().few(),
                    elsewhere.plus(Duration.ofMinutes(15L * n)),
                    clinic.practitioners().get(1),
                    null,
                    null,
                    null,
                    freshPatient(),
                    clock.instant()));
        }
    }

    private VisitRequest request(String type, Instant start) {
        return new VisitRequest(
                type, start, clinic.practitioners().getFirst(), null, null, null, freshPatient(), clock.instant());
    }

    private void tryOut(VisitRequest request) throws SQLException {
        compare(request, Availability.decide(catalog, BookedSoFar.of(clinic.practitioners()), request));
    }

    private void compare(VisitRequest request, Decision decision) {
        Response answer = book(body(request));
        String told = "seed %d, %s: %s".formatted(seed, request, answer.asString());
        switch (decision) {
            case Decision.Accepted accepted -> {
                Slot slot = accepted.slot();
                assertThat(answer.statusCode()).as(told).isEqualTo(201);
                assertThat(OffsetDateTime.parse(answer.path("start")).toInstant())
                        .as(told)
                        .isEqualTo(slot.start());
                assertThat(OffsetDateTime.parse(answer.path("end")).toInstant())
                        .as(told)
                        .isEqualTo(slot.end());
                assertThat(answer.<String>path("practitionerId")).as(told).isEqualTo(slot.practitionerId());
                assertThat(answer.<String>path("locationId")).as(told).isEqualTo(slot.locationId());
                assertThat(answer.<String>path("roomId")).as(told).isEqualTo(slot.roomId());
                assertThat(answer.<List<String>>path("equipmentIds")).as(told).isEqualTo(slot.equipmentIds());
                assertThat(answer.<String>path("modality")).as(told).isEqualTo(code(slot.modality()));
            }
            case Decision.Refused refused -> {
                reasons.add(refused.reason());
                assertThat(answer.<String>path("code")).as(told).isEqualTo(code(refused.reason()));
                assertThat(answer.statusCode())
                        .as(told)
                        .isEqualTo(refused.reason() == RefusalReason.SLOT_TAKEN ? 409 : 422);
            }
        }
    }

    private static Map<String, Object> body(VisitRequest request) {
        Map<String, Object> body = new HashMap<>();
        body.put("visitTypeId", request.visitTypeId());
        body.put("patientId", request.patientId());
        body.put("start", request.start().toString());
        body.put("practitionerId", request.practitionerId());
        body.put("locationId", request.locationId());
        body.put("modality", request.modality() == null ? null : code(request.modality()));
        body.put("patientStatus", request.patient() == null ? null : code(request.patient()));
        return body;
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Instant randomStart() {
        return clinic.day()
                .atStartOfDay(RichClinic.ZONE)
                .toInstant()
                .plus(Duration.ofMinutes(5L * random.nextInt(2 * 24 * 12)));
    }

    private String freshPatient() {
        return clinic.patients().get(fresh++);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    private <T> T any(T... of) {
        return of[random.nextInt(of.length)];
    }
}
