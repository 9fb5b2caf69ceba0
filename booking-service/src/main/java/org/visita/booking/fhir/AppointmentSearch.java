package org.visita.booking.fhir;

import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.DATE;
import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.REFERENCE;
import static org.hl7.fhir.r4.model.Enumerations.SearchParamType.TOKEN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.visita.booking.booking.BookingCriteria;
import org.visita.booking.booking.BookingCriteria.Field;
import org.visita.booking.booking.BookingCriteria.Stretch;
import org.visita.contracts.booking.BookingStatus;
import org.visita.fhirkit.FhirParameters;
import org.visita.fhirkit.FhirResource.SearchParameter;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Reads the parameters of a search for Appointments: a comma means or, a repeated parameter means and. */
final class AppointmentSearch {

    static final List<SearchParameter> PARAMETERS = List.of(
            new SearchParameter("_id", TOKEN, "Id of the Appointment."),
            new SearchParameter("_lastUpdated", DATE, "Last change; a date without a time is one in UTC."),
            new SearchParameter(
                    "actor", REFERENCE, "Patient, Practitioner or Location; an id alone may be any of them."),
            new SearchParameter("date", DATE, "Start; a date without a time is one at the Appointment's location."),
            new SearchParameter("identifier", TOKEN, "Our identifier, with or without its system."),
            new SearchParameter("location", REFERENCE, "Where it takes place."),
            new SearchParameter("patient", REFERENCE, "Whose it is."),
            new SearchParameter("practitioner", REFERENCE, "With whom it is."),
            new SearchParameter("service-type", TOKEN, "Visit type, by its id."),
            new SearchParameter("status", TOKEN, "Held slots are found by status=proposed only, or by their id."));

    private static final Map<String, Field> REFERENCES =
            Map.of("Patient", Field.PATIENT, "Practitioner", Field.PRACTITIONER, "Location", Field.LOCATION);

    private static final Map<String, Field> SORTED_BY =
            Map.of("date", Field.START, "start", Field.START, "_lastUpdated", Field.CHANGED, "_id", Field.ID);

    private final FhirUrls urls;
    private final BookingCriteria criteria = new BookingCriteria();
    private final List<FieldError> errors = new ArrayList<>();
    private boolean holds;

    private AppointmentSearch(FhirUrls urls) {
        this.urls = urls;
    }

    /** @param parameters that are known; others are not looked at */
    static BookingCriteria criteria(Map<String, String[]> parameters, FhirUrls urls) {
        FhirParameters.requireFewValues(parameters);
        AppointmentSearch search = new AppointmentSearch(urls);
        parameters.forEach((name, values) -> Arrays.stream(values).forEach(value -> search.add(name, value)));
        if (!search.errors.isEmpty()) {
            throw Refusal.invalid(search.errors).asException();
        }
        if (!search.holds) {
            search.criteria.withoutHolds();
        }
        return search.criteria;
    }

    /** The one patient whose Appointments are asked for; null if it is not one. */
    static String patient(Map<String, String[]> parameters) {
        List<String> named = Stream.of("patient", "patient:Patient", "actor:Patient", "actor")
                .flatMap(name -> Arrays.stream(parameters.getOrDefault(name, new String[0]))
                        .filter(value -> !name.equals("actor") || value.startsWith("Patient/")))
                .map(value -> value.substring(value.indexOf('/') + 1))
                .toList();
        return named.size() == 1 && Ids.parse(named.getFirst()).isPresent() ? named.getFirst() : null;
    }

    private void add(String name, String text) {
        List<String> values =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        String plain = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        if (values.contains("")) {
            wrong(name, "has an empty value");
            return;
        }
        switch (name) {
            case "_id" -> own(values);
            case "identifier" -> identifier(values);
            case "service-type" -> ids(Field.VISIT_TYPE, tokens(values, urls.visitTypes()));
            case "status" -> status(values);
            case "date" -> times(name, values, Field.DATE, Field.START);
            case "_lastUpdated" -> times(name, values, Field.CHANGED, Field.CHANGED);
            case "_sort" -> sort(values);
            case "_total" -> {
                if (!Set.of("accurate", "estimate", "none").contains(text)) {
                    wrong(name, "is accurate, estimate or none");
                }
            }
            default -> {
                switch (plain) {
                    case "patient" -> references(name, values, Set.of("Patient"));
                    case "practitioner" -> references(name, values, Set.of("Practitioner"));
                    case "location" -> references(name, values, Set.of("Location"));
                    case "actor" -> references(name, values, REFERENCES.keySet());
                    case "_id", "identifier", "service-type", "status", "date", "_lastUpdated", "_sort", "_total" ->
                        wrong(name, "has no such modifier");
                    default -> {
                        // Of the answer or of its pages, or ignored by a lenient search.
                    }
                }
            }
        }
    }

    private void own(List<String> values) {
        holds = true;
        ids(Field.ID, values);
    }

    private void identifier(List<String> values) {
        own(tokens(values, urls.bookings()));
    }

    /** The codes of that system, or of no particular one. */
    private static List<String> tokens(List<String> values, String system) {
        return values.stream()
                .filter(value -> !value.contains("|") || value.startsWith(system + "|"))
                .map(value -> value.substring(value.indexOf('|') + 1))
                .toList();
    }

    /** A token that is no id meets nothing; it is no error. */
    private void ids(Field field, List<String> values) {
        criteria.anyOf(Map.of(
                field, values.stream().map(Ids::parse).flatMap(Optional::stream).toList()));
    }

    private void references(String name, List<String> values, Set<String> types) {
        String modifier = name.contains(":") ? name.substring(name.indexOf(':') + 1) : null;
        if (modifier != null && !types.contains(modifier)) {
            wrong(name, "has no such modifier");
            return;
        }
        Map<Field, List<UUID>> found = new HashMap<>();
        for (String value : values) {
            int slash = value.indexOf('/');
            Set<String> asked =
                    slash >= 0 ? Set.of(value.substring(0, slash)) : modifier == null ? types : Set.of(modifier);
            Optional<UUID> id = Ids.parse(value.substring(slash + 1));
            if (id.isEmpty() || !types.containsAll(asked)) {
                wrong(name, "is an id, or a reference to what the parameter is about");
                return;
            }
            asked.forEach(type -> found.computeIfAbsent(REFERENCES.get(type), field -> new ArrayList<>())
                    .add(id.get()));
        }
        criteria.anyOf(found);
    }

    private void status(List<String> values) {
        Set<BookingStatus> statuses = EnumSet.noneOf(BookingStatus.class);
        for (String value : values) {
            String code = value.substring(value.indexOf('|') + 1);
            Arrays.stream(AppointmentStatus.values())
                    .filter(status -> code.equals(status.toCode()))
                    .findFirst()
                    .ifPresentOrElse(
                            status -> AppointmentCodes.toBooking(status).ifPresent(statuses::add),
                            () -> wrong("status", "is a status of an Appointment"));
        }
        holds |= statuses.contains(BookingStatus.HELD);
        criteria.status(statuses);
    }

    private void times(String name, List<String> values, Field date, Field time) {
        List<Stretch> stretches = values.stream()
                .flatMap(value -> SearchedTime.parse(value, date, time).stream())
                .toList();
        if (stretches.size() < values.size()) {
            wrong(name, "is a date, or a time with offset, with a prefix other than ap");
        }
        criteria.within(stretches);
    }

    private void sort(List<String> values) {
        for (String value : values) {
            boolean descending = value.startsWith("-");
            Field field = SORTED_BY.get(descending ? value.substring(1) : value);
            if (field == null) {
                wrong("_sort", "is date, start, _lastUpdated or _id, with a minus sign for the last first");
            } else {
                criteria.orderBy(field, descending);
            }
        }
    }

    private void wrong(String name, String detail) {
        errors.add(new FieldError("?" + (name.length() > 40 ? name.substring(0, 40) : name), detail));
    }
}
