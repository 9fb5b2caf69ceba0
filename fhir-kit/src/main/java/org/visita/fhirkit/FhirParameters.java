package org.visita.fhirkit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.visita.fhirkit.FhirResource.Pages;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * A parameter that is not known is an error of the caller, not noise: a misspelt filter would otherwise find everything.
 * Who asks with {@code Prefer: handling=lenient} is told instead which ones were ignored. Pages have a bound.
 */
@Singleton
public class FhirParameters {

    /** Where a page begins, of a resource that is paged by cursor. Only links carry it. */
    public static final String CURSOR = "_cursor";

    static final int DEFAULT_COUNT = 50;
    static final int MOST = 100;
    private static final int FARTHEST = 1_000_000;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_VALUES = 100;
    private static final String IGNORED = FhirParameters.class.getName() + ".ignored";

    /** Of every answer. */
    private static final Set<String> OF_THE_ANSWER = Set.of("_format", "_pretty", "_summary", "_elements");

    /**
     * Of a search besides those that its resource lists. Where there is a total, it is always accurate, whatever is asked
     * for with {@code _total}.
     */
    private static final Map<Pages, Set<String>> OF_A_SEARCH = Map.of(
            Pages.BY_OFFSET, Set.of("_count", "_offset", "_sort", "_total"),
            Pages.BY_CURSOR, Set.of("_count", CURSOR, "_sort", "_total"));

    private final List<FhirResource> resources;

    @Inject
    FhirParameters(@All List<FhirResource> resources) {
        this.resources = resources;
    }

    /** @return what to add to the answer of a lenient search; null if nothing was ignored */
    public static OperationOutcome ignored(RequestDetails request) {
        return (OperationOutcome) request.getUserData().get(IGNORED);
    }

    /** Fails with {@code invalid-request} if there are more values than one search may have. */
    public static void requireFewValues(Map<String, String[]> parameters) {
        long sent = parameters.values().stream()
                .flatMap(Arrays::stream)
                .mapToLong(value -> 1 + value.chars().filter(c -> c == ',').count())
                .sum();
        if (sent > MOST_VALUES) {
            throw Refusal.invalid("", "has more than " + MOST_VALUES + " values to search by")
                    .asException();
        }
    }

    /** How many matches to show; 0: only count them. Known once the request has been checked. */
    public static int count(RequestDetails request) {
        return Integer.parseInt(request.getParameters().get("_count")[0]);
    }

    /** Where to go on; empty for the first page. */
    public static Optional<String> cursor(RequestDetails request) {
        return Optional.ofNullable(request.getParameters().get(CURSOR)).map(values -> values[0]);
    }

    /** How many matches to pass over. */
    public static int offset(RequestDetails request) {
        return Integer.parseInt(request.getParameters().get("_offset")[0]);
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void check(RequestDetails request) {
        boolean search = request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE;
        Set<String> known = known(request, search);
        List<String> unknown = request.getParameters().keySet().stream()
                .filter(name -> !known.contains(unmodified(name)))
                .toList();
        if (!unknown.isEmpty()) {
            if (!search || !isLenient(request)) {
                throw Refusal.invalid(unknown.stream()
                                .map(name -> new FieldError("?" + cut(name), "is not known here"))
                                .toList())
                        .asException();
            }
            unknown.forEach(request::removeParameter);
            request.getUserData()
                    .put(
                            IGNORED,
                            Outcomes.ignored(
                                    unknown.stream().map(FhirParameters::cut).toList()));
        }
        if (search) {
            page(request);
        }
    }

    /** HAPI's next page of no matches would be the same again; and its total of what nobody counted is the page's. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void endCount(RequestDetails request, IBaseResource answer) {
        if (!(answer instanceof Bundle bundle) || request.getRestOperationType() != RestOperationTypeEnum.SEARCH_TYPE) {
            return;
        }
        if (count(request) == 0) {
            bundle.getLink().removeIf(link -> "next".equals(link.getRelation()));
        }
        if (asked(request).anyMatch(resource -> resource.pages() == Pages.BY_CURSOR)) {
            bundle.setTotalElement(null);
        }
    }

    private Set<String> known(RequestDetails request, boolean search) {
        boolean byCriteria =
                search || request.getRestOperationType() == RestOperationTypeEnum.UPDATE && request.getId() == null;
        Stream<String> criteria = asked(request)
                .filter(resource -> byCriteria)
                .flatMap(resource -> resource.searchParameters().stream())
                .map(FhirResource.SearchParameter::name);
        Stream<String> paging = asked(request)
                .filter(resource -> search)
                .flatMap(resource -> OF_A_SEARCH.get(resource.pages()).stream());
        return Stream.of(OF_THE_ANSWER.stream(), paging, criteria)
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private Stream<FhirResource> asked(RequestDetails request) {
        return resources.stream()
                .filter(resource -> resource.getResourceType().getSimpleName().equals(request.getResourceName()));
    }

    private void page(RequestDetails request) {
        List<FieldError> errors = new ArrayList<>();
        int count = number(errors, request, "_count", DEFAULT_COUNT, Integer.MAX_VALUE);
        boolean byOffset = asked(request).anyMatch(resource -> resource.pages() == Pages.BY_OFFSET);
        int offset = byOffset ? number(errors, request, "_offset", 0, FARTHEST) : 0;
        String[] cursors = request.getParameters().get(CURSOR);
        if (cursors != null && cursors.length > 1) {
            errors.add(new FieldError("?" + CURSOR, "may come only once"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        // HAPI makes its links of these, so they say what was done, not what was asked for.
        request.addParameter("_count", new String[] {Integer.toString(Math.min(count, MOST))});
        if (byOffset) {
            request.addParameter("_offset", new String[] {Integer.toString(offset)});
        }
    }

    private static int number(List<FieldError> errors, RequestDetails request, String name, int otherwise, int most) {
        String[] values = request.getParameters().get(name);
        if (values == null) {
            return otherwise;
        }
        if (values.length == 1 && values[0].matches("[0-9]{1,9}") && Integer.parseInt(values[0]) <= most) {
            return Integer.parseInt(values[0]);
        }
        errors.add(new FieldError("?" + name, "is a whole number, not below 0 and not above " + most));
        return otherwise;
    }

    private static boolean isLenient(RequestDetails request) {
        return request.getHeaders("Prefer").stream()
                .map(value -> value.toLowerCase(Locale.ROOT).replace(" ", ""))
                .anyMatch(value -> value.contains("handling=lenient"));
    }

    private static String unmodified(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static String cut(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
