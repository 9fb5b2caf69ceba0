package org.visita.kit.ids;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids are UUID version 7 (RFC 9562): they sort by time of creation, and are valid FHIR ids. */
public final class Ids {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** Empty if the text is not an id in canonical form: nothing can have such an id, so the caller answers 404. */
    public static Optional<UUID> parse(String text) {
        return text != null && CANONICAL.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
