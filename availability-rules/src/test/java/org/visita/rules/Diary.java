package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is taken in a {@link Clinic}: times, group sessions, counts. */
final class Diary {

    private final Clinic clinic;
    private final List<Busy> busy = new ArrayList<>();
    private final List<GroupSession> sessions = new ArrayList<>();
    private final List<VisitCount> counts = new ArrayList<>();
    private final Map<String, String> lastAssigned = new HashMap<>();

    Diary(Clinic clinic) {
        this.clinic = clinic;
    }

    Diary busy(String resourceId, String from, String to) {
        busy.add(new Busy(resourceId, clinic.at(from), clinic.at(to)));
        return this;
    }

    /** Ada gives it, in person, for half an hour. */
    Diary session(String start, int seatsTaken, String roomId) {
        return session(Clinic.ADA, start, seatsTaken, roomId);
    }

    Diary session(String practitionerId, String start, int seatsTaken, String roomId) {
        sessions.add(new GroupSession(
                Visits.TYPE,
                practitionerId,
                Clinic.LOCATION,
                Modality.IN_PERSON,
                clinic.at(start),
                clinic.at(start).plusSeconds(1800),
                clinic.at(start),
                clinic.at(start).plusSeconds(1800),
                roomId,
                List.of(),
                seatsTaken));
        busy.add(new Busy(practitionerId, clinic.at(start), clinic.at(start).plusSeconds(1800)));
        return this;
    }

    Diary visits(String practitionerId, String date, int number) {
        return visits(practitionerId, Visits.TYPE, date, number);
    }

    Diary visits(String practitionerId, String visitTypeId, String date, int number) {
        counts.add(new VisitCount(practitionerId, visitTypeId, LocalDate.parse(date), number));
        return this;
    }

    Diary lastAssigned(String practitionerId, String at) {
        lastAssigned.put(practitionerId, at);
        return this;
    }

    BusyTimes times() {
        Map<String, Instant> last = new HashMap<>();
        lastAssigned.forEach((practitionerId, at) -> last.put(practitionerId, clinic.at(at)));
        return BusyTimes.of(busy, sessions, counts, last);
    }
}
