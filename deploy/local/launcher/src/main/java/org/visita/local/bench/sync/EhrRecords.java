package org.visita.local.bench.sync;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the EHR double holds: the Appointments that it was told, and of patients, practitioners and locations whoever is
 * searched for, under the value of the identifier as id. Called by one thread; looked at by others.
 */
final class EhrRecords {

    private static final String APPOINTMENTS = "/fhir/Appointment";
    private static final String BEGINNING = "{\"resourceType\":\"Appointment\",";

    private record Held(String booking, String id, int version, byte[] resource) {}

    private final Map<String, Held> byBooking = new ConcurrentHashMap<>();
    private final Map<String, Held> byId = new ConcurrentHashMap<>();
    private final Arrived arrived;
    private int made;
    private volatile Pace pace = Pace.UNLIMITED;

    EhrRecords(Arrived arrived) {
        this.arrived = arrived;
    }

    Arrived arrived() {
        return arrived;
    }

    /** From now on it answers no faster. */
    void limit(Pace to) {
        pace = to;
    }

    int appointments() {
        return byId.size();
    }

    /** The Appointment of a booking, as it came; null if there is none. */
    byte[] appointmentOf(String booking) {
        Held held = byBooking.get(booking);
        return held == null ? null : held.resource();
    }

    void clear() {
        byBooking.clear();
        byId.clear();
    }

    byte[] answer(EhrRequest request) {
        if (!pace.allows(System.nanoTime())) return EhrAnswer.tooMany();
        String target = request.target();
        if (target.equals(APPOINTMENTS) && request.is("POST")) return create(request);
        if (target.startsWith(APPOINTMENTS + "/")) {
            String id = target.substring(APPOINTMENTS.length() + 1);
            return request.is("PUT") ? replace(request, id) : read(id);
        }
        if (target.startsWith(APPOINTMENTS + "?")) {
            Held held = byBooking.get(identifierIn(target));
            return EhrAnswer.bundle(held == null ? "" : new String(held.resource(), StandardCharsets.UTF_8));
        }
        int query = target.indexOf("?identifier=");
        return query < 0
                ? EhrAnswer.refused("404 Not Found")
                : EhrAnswer.bundle("{\"resourceType\":\"%s\",\"id\":\"%s\"}"
                        .formatted(target.substring("/fhir/".length(), query), identifierIn(target)));
    }

    private byte[] create(EhrRequest request) {
        String booking = identifierIn(request.header("if-none-exist"));
        Held known = byBooking.get(booking);
        if (known != null) return EhrAnswer.ok(known.resource(), known.version());
        String id = "a" + ++made;
        Held held = keep(booking, id, 1, request);
        return EhrAnswer.created(held.resource(), APPOINTMENTS + "/" + id + "/_history/1");
    }

    private byte[] read(String id) {
        Held held = byId.get(id);
        return held == null ? EhrAnswer.refused("404 Not Found") : EhrAnswer.ok(held.resource(), held.version());
    }

    /** Also where there is none: then the id is the caller's choice, and has to be that of the booking. */
    private byte[] replace(EhrRequest request, String id) {
        Held before = byId.get(id);
        String expected = request.header("if-match");
        if (before == null) {
            Held held = keep(id, id, 1, request);
            return EhrAnswer.created(held.resource(), APPOINTMENTS + "/" + id + "/_history/1");
        }
        if (!expected.isEmpty() && !expected.equals("W/\"" + before.version() + "\"")) {
            return EhrAnswer.refused("412 Precondition Failed");
        }
        Held held = keep(before.booking(), id, before.version() + 1, request);
        return EhrAnswer.ok(held.resource(), held.version());
    }

    private Held keep(String booking, String id, int version, EhrRequest request) {
        Held held = new Held(booking, id, version, withMeta(request.text(), id, version));
        byBooking.put(booking, held);
        byId.put(id, held);
        arrived.add(booking);
        return held;
    }

    /** With id and version in front. What the resource brings of these stands there too, as it had it from here. */
    private static byte[] withMeta(String resource, String id, int version) {
        String own = "\"id\":\"" + id + "\",";
        String rest = resource.substring(BEGINNING.length());
        if (rest.startsWith(own)) rest = rest.substring(own.length());
        if (rest.startsWith("\"meta\":{")) rest = rest.substring(rest.indexOf('}') + 2);
        return (BEGINNING + own + "\"meta\":{\"versionId\":\"" + version + "\"}," + rest)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String identifierIn(String query) {
        String decoded = URLDecoder.decode(query, StandardCharsets.UTF_8);
        int value = decoded.lastIndexOf('|') + 1;
        int end = decoded.indexOf('&', value);
        return decoded.substring(value, end < 0 ? decoded.length() : end);
    }
}
