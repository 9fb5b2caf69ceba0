package org.visita.availability;

import static org.visita.availability.Requests.create;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small clinic: one practitioner at one location with one room, every day from eight to ten. */
public record SampleClinic(String location, String room, String practitioner, String visitType, String schedule) {

    public static SampleClinic open() {
        String location = create("/v1/locations", Map.of("name", "Harbour", "zone", "Europe/Berlin"));
        String room = create("/v1/rooms", Map.of("name", "One", "locationId", location));
        String practitioner = create("/v1/practitioners", Map.of("name", "Dr Test"));
        String visitType = create(
                "/v1/visit-types",
                Map.of(
                        "name",
                        "Consultation",
                        "duration",
                        "PT30M",
                        "slotInterval",
                        "PT30M",
                        "requiresRoom",
                        true,
                        "practitionerIds",
                        List.of(practitioner),
                        "locationIds",
                        List.of(location)));
        List<Map<String, String>> windows = Stream.of(DayOfWeek.values())
                .map(day -> Map.of("day", day.name(), "start", "08:00", "end", "10:00"))
                .toList();
        String schedule = create(
                "/v1/schedules", Map.of("practitionerId", practitioner, "locationId", location, "windows", windows));
        return new SampleClinic(location, room, practitioner, visitType, schedule);
    }
}
