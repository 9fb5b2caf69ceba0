package org.visita.kit.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a service tells the door about a request that came through it, in a header of the answer which goes no further:
 * the door alone writes the entry, so that each request has one, and knows by this what was done to whom.
 *
 * @param resourceId null where the request concerns no single record
 * @param patientId null where no patient is known
 * @param code of the problem; null where it succeeded
 */
public record AuditNote(String action, String resourceType, String resourceId, String patientId, String code) {

    public static final String HEADER = "Visita-Audit";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.-]{1,255}");

    public static AuditNote of(AuditedAct act) {
        return new AuditNote(act.action(), act.resourceType(), act.resourceId(), act.patientId(), act.code());
    }

    /** {@code action=booking.cancel;type=Booking;id=...;patient=...;code=...}, without what is null. */
    public String toHeader() {
        StringBuilder text = new StringBuilder(128);
        add(text, "action", action);
        add(text, "type", resourceType);
        add(text, "id", resourceId);
        add(text, "patient", patientId);
        add(text, "code", code);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        if (value != null && WORD.matcher(value).matches()) {
            text.append(text.isEmpty() ? "" : ";").append(name).append('=').append(value);
        }
    }

    /** Empty if the header is missing or does not say what was done. */
    public static Optional<AuditNote> parse(String header) {
        if (header == null) {
            return Optional.empty();
        }
        Map<String, String> said = new HashMap<>();
        for (String part : header.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                said.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return said.containsKey("action") && said.containsKey("type")
                ? Optional.of(new AuditNote(
                        said.get("action"), said.get("type"), said.get("id"), said.get("patient"), said.get("code")))
                : Optional.empty();
    }
}
