package org.visita.rules;

import static org.visita.rules.ExampleClinic.LOCATION;
import static org.visita.rules.ExampleClinic.TYPE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bookings of a worked example. Each is decided by the engine before it is written down. */
final class ExampleBook {

    static final String WHO_ASKS = "the patient who asks";

    /** With whom, when, how many of them, for whom; only the time has to be there. */
    private static final Pattern BOOKED = Pattern.compile(
            "(?:([A-Z]\\w+) )?(?:(\\d{4}-\\S+) )?(\\d\\d:\\d\\d)(?: × (\\d+))?(?: (new|returning|same patient))?");

    private final List<Busy> busy = new ArrayList<>();
    private final List<VisitCount> counts = new ArrayList<>();
    private final Map<Instant, GroupSession> sessions = new HashMap<>();
    private final Map<String, Instant> lastAssignedAt = new HashMap<>();
    private final List<BookedVisit> visits = new ArrayList<>();

    ExampleBook(ExampleSettings settings) {
        // What stands was booked early enough.
        ClinicCatalog catalog = ExampleClinic.catalog(settings.with(Map.of("notice", "0 min")));
        for (String text : settings.list("booked")) {
            Matcher found = BOOKED.matcher(text);
            if (!found.matches()) {
                throw new AssertionError("not a booking: " + text);
            }
            String date = found.group(2) == null ? settings.dates().getFirst().toString() : found.group(2);
            Instant start = ExampleSettings.instant(date + " " + found.group(3));
            String practitioner = found.group(1) == null
                    ? ExampleClinic.practitioners(settings).getFirst()
                    : found.group(1);
            int times = found.group(4) == null ? 1 : Integer.parseInt(found.group(4));
            boolean same = "same patient".equals(found.group(5));
            PatientStatus status = same || found.group(5) == null ? null : ExampleSettings.patient(found.group(5));
            for (int i = 0; i < times; i++) {
                String patient = same ? WHO_ASKS : newPatient();
                book(catalog, new VisitRequest(TYPE, start, practitioner, LOCATION, null, status, patient, start));
            }
        }
    }

    /** @return with whom */
    String book(ClinicCatalog catalog, VisitRequest request) {
        if (!(Availability.decide(catalog, busyTimes(), request) instanceof Decision.Accepted accepted)) {
            throw new AssertionError("the example cannot be booked: " + request);
        }
        Slot slot = accepted.slot();
        busy.add(new Busy(request.patientId(), slot.start(), slot.end()));
        GroupSession session = sessions.get(slot.start());
        if (session == null) {
            take(accepted);
        }
        if (slot.remaining() != null) {
            sessions.put(slot.start(), session(accepted, session == null ? 1 : session.seatsTaken() + 1));
        }
        return slot.practitionerId();
    }

    private void take(Decision.Accepted accepted) {
        Slot slot = accepted.slot();
        List<String> resources = new ArrayList<>(slot.equipmentIds());
        resources.add(slot.practitionerId());
        if (slot.roomId() != null) {
            resources.add(slot.roomId());
        }
        resources.forEach(id -> busy.add(new Busy(id, accepted.occupiedFrom(), accepted.occupiedTo())));
        counts.add(new VisitCount(
                slot.practitionerId(), TYPE, slot.start().atZone(slot.zone()).toLocalDate(), 1));
        lastAssignedAt.put(slot.practitionerId(), Instant.EPOCH.plusSeconds(visits.size()));
        visits.add(new BookedVisit(
                TYPE,
                slot.practitionerId(),
                LOCATION,
                slot.modality(),
                slot.roomId(),
                slot.equipmentIds(),
                accepted.occupiedFrom(),
                accepted.occupiedTo()));
    }

    private static GroupSession session(Decision.Accepted accepted, int seatsTaken) {
        Slot slot = accepted.slot();
        return new GroupSession(
                TYPE,
                slot.practitionerId(),
                LOCATION,
                slot.modality(),
                slot.start(),
                slot.end(),
                accepted.occupiedFrom(),
                accepted.occupiedTo(),
                slot.roomId(),
                slot.equipmentIds(),
                seatsTaken);
    }

    BusyTimes busyTimes() {
        return BusyTimes.of(busy, sessions.values(), counts, lastAssignedAt);
    }

    List<BookedVisit> visits() {
        return List.copyOf(visits);
    }

    /** A patient who has no visit yet. */
    String newPatient() {
        return "patient " + busy.size();
    }
}
