package org.visita.audit.export;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.visita.kit.problem.Refusal;

/** How a file of entries is written. */
enum ExportFormat {
    NDJSON(ExportFormat.NDJSON_TYPE),
    CSV(ExportFormat.CSV_TYPE);

    static final String NDJSON_TYPE = "application/x-ndjson";

    /** RFC 4180, section 3. */
    static final String CSV_TYPE = "text/csv";

    private final MediaType type;

    ExportFormat(String type) {
        this.type = MediaType.valueOf(type);
    }

    /**
     * Refuses with invalid-request.
     *
     * @param named in the address; null: not
     * @param accepted what the caller takes, best first
     */
    static ExportFormat of(String named, List<MediaType> accepted) {
        if (named == null) {
            return accepted.stream()
                    .flatMap(type -> Stream.of(values()).filter(format -> format.type.isCompatible(type)))
                    .findFirst()
                    .orElse(NDJSON);
        }
        return Stream.of(values())
                .filter(format -> format.word().equals(named))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("?format", "is ndjson or csv").asException());
    }

    /** As it stands in the address, and at the end of the file's name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String contentType() {
        return this == CSV ? CSV_TYPE + "; charset=utf-8; header=present" : NDJSON_TYPE;
    }
}
