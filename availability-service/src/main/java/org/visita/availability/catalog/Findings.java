package org.visita.availability.catalog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.visita.contracts.Identifier;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Collects what is wrong with a request, so that the caller learns all of it at once. */
public final class Findings {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_ITEMS = 200;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

    private final List<FieldError> errors = new ArrayList<>();

    public void add(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    public void name(String value) {
        text("/name", value);
    }

    public void text(String pointer, String value) {
        if (value == null || value.isBlank()) {
            add(pointer, "is needed");
        } else if (value.length() > LONGEST_NAME) {
            add(pointer, "has at most " + LONGEST_NAME + " characters");
        }
    }

    public void id(String pointer, String value) {
        if (value == null) {
            add(pointer, "is needed");
        } else if (Ids.parse(value).isEmpty()) {
            add(pointer, "is not an id");
        }
    }

    public void ids(String pointer, List<String> values) {
        items(pointer, values);
        for (int i = 0; i < values.size(); i++) {
            id(pointer + "/" + i, values.get(i));
        }
    }

    public void identifiers(List<Identifier> values) {
        items("/identifiers", values);
        for (int i = 0; i < values.size(); i++) {
            Identifier identifier = values.get(i);
            if (identifier == null) {
                add("/identifiers/" + i, "is needed");
            } else {
                text("/identifiers/" + i + "/system", identifier.system());
                text("/identifiers/" + i + "/value", identifier.value());
            }
        }
    }

    public void texts(String pointer, List<String> values) {
        items(pointer, values);
        for (int i = 0; i < values.size(); i++) {
            text(pointer + "/" + i, values.get(i));
        }
    }

    /** BCP 47, as far as its shape goes. */
    public void languages(String pointer, List<String> values) {
        items(pointer, values);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null || !LANGUAGE.matcher(values.get(i)).matches()) {
                add(pointer + "/" + i, "is a language tag, such as en or pt-BR");
            }
        }
    }

    public void date(String pointer, LocalDate value) {
        if (value != null && (value.getYear() < 1900 || value.getYear() > 2200)) {
            add(pointer, "lies between the years 1900 and 2200");
        }
    }

    public void items(String pointer, List<?> values) {
        if (values.size() > MOST_ITEMS) {
            add(pointer, "has at most " + MOST_ITEMS + " items");
        }
    }

    public void zone(String pointer, String value) {
        try {
            // Only names of regions: a bare offset knows no daylight saving.
            if (value == null
                    || !ZoneId.getAvailableZoneIds().contains(ZoneId.of(value).getId())) {
                add(pointer, "is not the name of an IANA time zone");
            }
        } catch (DateTimeException unknown) {
            add(pointer, "is not the name of an IANA time zone");
        }
    }

    public void duration(String pointer, Duration value, Duration least, Duration most) {
        if (value == null) {
            add(pointer, "is needed");
        } else if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            add(pointer, "is from " + least + " to " + most);
        } else if (value.toSecondsPart() != 0 || value.toNanosPart() != 0) {
            add(pointer, "is whole minutes");
        }
    }

    /** The engine's own word on what it takes, should it refuse what passed here. */
    public void engine(Runnable build) {
        if (errors.isEmpty()) {
            try {
                build.run();
            } catch (IllegalArgumentException | DateTimeException refused) {
                add("", refused.getMessage());
            }
        }
    }

    /** @throws org.visita.kit.problem.RefusedException if anything was found */
    public void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }
}
