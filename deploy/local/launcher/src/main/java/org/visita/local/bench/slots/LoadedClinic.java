package org.visita.local.bench.slots;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.visita.local.clinic.Gateway;

/**
 * The clinic that is searched over HTTP: 200 practitioners of 8 specialties at 4 locations, 3 visit types that all of
 * them offer, and 100,000 visits from a date on, which take 60 % of everybody's hours for about nine weeks.
 *
 * @param first date with visits
 * @param visitTypes id by length
 * @param practitioners in the order in which they were made
 * @param visits by practitioner
 */
record LoadedClinic(
        LocalDate first,
        Map<Duration, String> visitTypes,
        List<Doctor> practitioners,
        Map<String, List<Visit>> visits) {

    static final int PRACTITIONERS = 200;
    static final int BOOKINGS = 100_000;

    private static final int SPECIALTIES = 8;
    private static final int LOCATIONS = 4;
    private static final long SEED = 200;
    private static final Duration HORIZON = Duration.ofDays(120);

    /** A practitioner, what for and where. */
    record Doctor(String id, String specialty, String location) {}

    /** Makes it through the API; the visits are only drawn up, not booked. */
    static LoadedClinic load(Gateway api, LocalDate first) {
        Map<Duration, String> visitTypes = new TreeMap<>();
        for (int minutes : new int[] {15, 30, 60}) {
            visitTypes.put(Duration.ofMinutes(minutes), visitType(api, Duration.ofMinutes(minutes)));
        }
        List<String> locations = new ArrayList<>();
        for (int i = 0; i < LOCATIONS; i++) {
            locations.add(create(api, "locations", named("Location " + i).put("zone", ClinicHours.ZONE.getId())));
        }
        List<Doctor> practitioners = new ArrayList<>();
        Map<String, List<Visit>> visits = new LinkedHashMap<>();
        Occupancy occupancy = new Occupancy(SEED);
        for (int i = 0; i < PRACTITIONERS; i++) {
            Doctor doctor = doctor(api, i, locations.get(i % LOCATIONS));
            practitioners.add(doctor);
            visits.put(doctor.id(), occupancy.visits(first, BOOKINGS / PRACTITIONERS));
        }
        return new LoadedClinic(first, visitTypes, practitioners, visits);
    }

    private static String visitType(Gateway api, Duration length) {
        return create(
                api,
                "visit-types",
                named("Visit of " + length)
                        .put("duration", length.toString())
                        .put("slotInterval", Occupancy.GRID.toString())
                        .put("horizon", HORIZON.toString()));
    }

    private static Doctor doctor(Gateway api, int number, String location) {
        // Not in step with the locations, so that each specialty is at each of them.
        String specialty = "specialty-" + number / LOCATIONS % SPECIALTIES;
        ObjectNode body = named("Practitioner " + number);
        body.putArray("specialties").add(specialty);
        body.putArray("languages").add("de");
        String id = create(api, "practitioners", body);
        ObjectNode hours = JsonNodeFactory.instance.objectNode();
        hours.put("practitionerId", id).put("locationId", location);
        ArrayNode windows = hours.putArray("windows");
        ClinicHours.DAYS.forEach(day -> ClinicHours.HALVES.forEach(half -> windows.addObject()
                .put("day", day.name())
                .put("start", half.start().toString())
                .put("end", half.end().toString())));
        create(api, "schedules", hours);
        return new Doctor(id, specialty, location);
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static String create(Gateway api, String kind, ObjectNode body) {
        return api.post("/v1/" + kind, body, UUID.randomUUID().toString())
                .path("id")
                .asText();
    }
}
