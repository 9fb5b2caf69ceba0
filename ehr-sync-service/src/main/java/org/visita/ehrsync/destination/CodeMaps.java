package org.visita.ehrsync.destination;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an EHR calls what we call otherwise. */
public final class CodeMaps {

    public static final String VISIT_TYPE = "visit-type";
    public static final String PRACTITIONER = "practitioner";
    public static final String LOCATION = "location";
    public static final String CANCELLATION_REASON = "cancellation-reason";
    public static final List<String> KINDS = List.of(VISIT_TYPE, PRACTITIONER, LOCATION, CANCELLATION_REASON);

    public static final CodeMaps NONE = new CodeMaps(List.of());

    /**
     * One line of a map.
     *
     * @param local our id, or our code of a reason
     * @param system empty for practitioners and locations whose {@code code} is the id of the resource itself
     * @param display null if there is none
     */
    public record Entry(String kind, String local, String system, String code, String display) {}

    private final Map<String, Entry> entries;

    public CodeMaps(List<Entry> entries) {
        this.entries = entries.stream()
                .collect(Collectors.toUnmodifiableMap(entry -> key(entry.kind(), entry.local()), e -> e));
    }

    public Optional<Entry> find(String kind, String local) {
        return Optional.ofNullable(entries.get(key(kind, local)));
    }

    private static String key(String kind, String local) {
        return kind + '/' + local;
    }
}
