package org.visita.availability.catalog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.visita.contracts.Coding;
import org.visita.contracts.Identifier;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Collects what is wrong with a request, so that the caller learns all of it at once. */
public final class Findings {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_ITEMS = 200;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

    private final List<FieldError> errors = new ArrayList<>();

    public void add(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    public void name(String value) {
        text("/name", value);
    }

    public void text(String pointer, String value) {
        text(pointer, value, LONGEST_NAME);
    }

    public void text(String pointer, String value, int longest) {
        if (value == null || value.isBlank()) {
            add(pointer, "is needed");
        } else if (value.length() > longest) {
            add(pointer, "has at most " + longest + " characters");
        }
    }

    /** A code of the clinic's own. */
    public void code(String pointer, String value) {
        if (value == null) {
            add(pointer, "is needed");
        } else if (!CODE.matcher(value).matches()) {
            add(pointer, "is a code of up to 64 lower-case letters, digits and hyphens");
        }
    }

    /** A code of ours, such as {@code in-person}. */
    public <E extends Enum<E>> void code(String pointer, String value, Class<E> codes) {
        if (Codes.find(codes, value).isEmpty()) {
            add(pointer, "is one of " + Codes.all(codes));
        }
    }

    public void number(String pointer, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            add(pointer, "is from " + least + " to " + most);
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

    public void coding(String pointer, Coding value) {
        if (value == null) {
            add(pointer, "is needed");
        } else {
            text(pointer + "/system", value.system());
            text(pointer + "/code", value.code());
        }
    }

    /** Each at most once, by what {@code key} makes of it; absent ones are not compared. */
    public <T> void distinct(String pointer, List<T> values, Function<T, ?> key, String field) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            Object found = values.get(i) == null ? null : key.apply(values.get(i));
            if (found != null && !seen.add(found)) {
                add(pointer + "/" + i + field, "comes twice");
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

    /** Two ends of a range, the last one included; either may be open. */
    public void dates(String firstPointer, LocalDate first, String lastPointer, LocalDate last) {
        date(firstPointer, first);
        date(lastPointer, last);
        if (first != null && last != null && last.isBefore(first)) {
            add(lastPointer, "is not before " + firstPointer);
        }
    }

    public void items(String pointer, List<?> values) {
        items(pointer, values, MOST_ITEMS);
    }

    public void items(String pointer, List<?> values, int most) {
        if (values.size() > most) {
            add(pointer, "has at most " + most + " items");
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
