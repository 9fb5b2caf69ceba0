package org.visita.fhirkit;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;

/** One page of a search that is paged by cursor ({@link FhirResource.Pages#BY_CURSOR}), as the Bundle to answer with. */
public final class CursorPage {

    private final RequestDetails request;
    private final Bundle bundle = new Bundle();

    /** @param next cursor of the next page; null on the last one */
    public CursorPage(List<? extends Resource> matches, String next, RequestDetails request) {
        this.request = request;
        bundle.setType(BundleType.SEARCHSET);
        matches.forEach(match -> bundle.addEntry()
                .setFullUrl(address() + "/" + match.getIdElement().getIdPart())
                .setResource(match)
                .getSearch()
                .setMode(SearchEntryMode.MATCH));
        // HAPI adds the other one, to itself.
        if (next != null) {
            bundle.addLink().setRelation("next").setUrl(address() + "?" + query(next));
        }
        say(FhirParameters.ignored(request));
    }

    /** @param outcome what there is to say of the search besides its matches; null: nothing */
    public CursorPage say(OperationOutcome outcome) {
        if (outcome != null) {
            bundle.addEntry().setResource(outcome).getSearch().setMode(SearchEntryMode.OUTCOME);
        }
        return this;
    }

    public Bundle bundle() {
        return bundle;
    }

    private String address() {
        return request.getFhirServerBase() + "/" + request.getResourceName();
    }

    private String query(String next) {
        Map<String, String[]> parameters = new TreeMap<>(request.getParameters());
        parameters.put(FhirParameters.CURSOR, new String[] {next});
        return parameters.entrySet().stream()
                .flatMap(parameter -> Stream.of(parameter.getValue())
                        .map(value -> UrlUtil.escapeUrlParam(parameter.getKey()) + "=" + UrlUtil.escapeUrlParam(value)))
                .collect(Collectors.joining("&"));
    }
}
