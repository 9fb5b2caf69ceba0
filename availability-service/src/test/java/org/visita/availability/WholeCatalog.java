package org.visita.availability;

import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A clinic with one thing of each of the nine kinds; every day from eight to ten there are ultrasound scans. */
final class WholeCatalog {

    /** In the order in which they can be made; the other way round, they can be deleted. */
    static final List<String> PATHS = List.of(
            "/v1/locations",
            "/v1/rooms",
            "/v1/equipment",
            "/v1/practitioners",
            "/v1/visit-types",
            "/v1/schedules",
            "/v1/overrides",
            "/v1/time-off",
            "/v1/holidays");

    private final Desk desk;
    private final Map<String, String> ids = new LinkedHashMap<>();

    private WholeCatalog(Desk desk) {
        this.desk = desk;
    }

    static WholeCatalog open(Desk desk) {
        WholeCatalog catalog = new WholeCatalog(desk);
        PATHS.forEach(path -> catalog.ids.put(path, desk.create(path, catalog.body(path))));
        return catalog;
    }

    Desk desk() {
        return desk;
    }

    String id(String path) {
        return ids.get(path);
    }

    /** The path of the thing of that kind. */
    String at(String path) {
        return path + "/" + ids.get(path);
    }

    /** A body that is right for that kind, whenever it is sent. */
    Map<String, Object> body(String path) {
        return switch (path) {
            case "/v1/locations" -> Map.of("name", "Harbour", "zone", "Europe/Berlin");
            case "/v1/rooms" -> Map.of("name", "One", "locationId", id("/v1/locations"));
            case "/v1/equipment" -> Map.of("name", "Scanner", "locationId", id("/v1/locations"), "type", "ultrasound");
            case "/v1/practitioners" -> Map.of("name", "Dr Test", "languages", List.of("de", "pt-BR"));
            case "/v1/visit-types" ->
                Map.of(
                        "name",
                        "Scan",
                        "duration",
                        "PT30M",
                        "requiresRoom",
                        true,
                        "equipmentTypes",
                        List.of("ultrasound"),
                        "practitionerIds",
                        List.of(id("/v1/practitioners")),
                        "locationIds",
                        List.of(id("/v1/locations")));
            case "/v1/schedules" ->
                Map.of(
                        "practitionerId", id("/v1/practitioners"),
                        "locationId", id("/v1/locations"),
                        "windows", everyDay("08:00", "10:00"));
            case "/v1/overrides" ->
                Map.of(
                        "practitionerId", id("/v1/practitioners"),
                        "locationId", id("/v1/locations"),
                        "date", "2031-05-06",
                        "windows", List.of(Map.of("start", "12:00", "end", "13:00")));
            case "/v1/time-off" ->
                Map.of(
                        "practitionerId", id("/v1/practitioners"),
                        "start", "2031-06-01T00:00:00+02:00",
                        "end", "2031-06-15T00:00:00+02:00");
            case "/v1/holidays" ->
                Map.of("name", "Founders' day", "firstDate", "2031-07-01", "locationIds", List.of(id("/v1/locations")));
            default -> throw new IllegalArgumentException(path);
        };
    }

    static List<Map<String, String>> everyDay(String start, String end) {
        return Stream.of(DayOfWeek.values())
                .map(day -> Map.of("day", day.name(), "start", start, "end", end))
                .toList();
    }
}
