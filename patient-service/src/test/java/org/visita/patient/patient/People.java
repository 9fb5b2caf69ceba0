package org.visita.patient.patient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** People for tests. */
final class People {

    static final String NATIONAL_ID = "https://visita.example/sid/national-id";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private People() {}

    /** Complete, and with an identifier that nobody else has. */
    static Map<String, Object> thandi() {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("givenName", "Thandi");
        person.put("familyName", "Ndlovu");
        person.put("birthDate", "1990-02-28");
        person.put("gender", "female");
        person.put("phone", "+27 82 555 0100");
        person.put("email", "Thandi@Example.org");
        person.put("language", "zu-ZA");
        person.put("identifiers", List.of(Map.of("system", NATIONAL_ID, "value", "N" + COUNT.incrementAndGet())));
        return person;
    }

    /** As a search asks for it. */
    static String identifierOf(Map<String, Object> person) {
        Map<?, ?> identifier = (Map<?, ?>) ((List<?>) person.get("identifiers")).getFirst();
        return identifier.get("system") + "|" + identifier.get("value");
    }

    static Map<String, Object> thandiWith(String field, Object value) {
        Map<String, Object> person = thandi();
        person.put(field, value);
        return person;
    }
}
