package org.visita.ehrsync.fhir;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.visita.contracts.Identifier;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.access.EhrAccess;
import org.visita.ehrsync.delivery.Pace;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.HttpCall;
import org.visita.ehrsync.http.OutgoingHttp;

/** The few interactions of FHIR R4 RESTful that deliveries need. Fails as {@link EhrFailures} says. */
@ApplicationScoped
class EhrApi {

    private static final int MOST_MATCHES = 20;

    private final OutgoingHttp http;
    private final FhirJson json;
    private final EhrAccess access;
    private final Pace pace;
    private final EhrSyncConfig.Ehr config;
    private final Guard guard;

    @Inject
    EhrApi(OutgoingHttp http, FhirJson json, EhrAccess access, Pace pace, EhrSyncConfig config) {
        this.http = http;
        this.json = json;
        this.access = access;
        this.pace = pace;
        this.config = config.ehr();
        // No circuit breaker here: the circuit of a connection stands in the database, where all replicas see it.
        this.guard = Guard.create()
                .withDescription("EHR")
                .withTimeout()
                .duration(this.config.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(this.config.bulkhead())
                .queueSize(this.config.bulkhead())
                .done()
                .build();
    }

    /** The answer as it is: what a missing resource means is up to the caller. */
    Uni<HttpAnswer> read(EhrTarget target, String type, String id) {
        return send(target, HttpCall.get(URI.create(target.baseUrl() + "/" + type + "/" + encode(id)), headers()));
    }

    /** Creates it unless one with this identifier is there. The answer as it is. */
    Uni<HttpAnswer> createIfNone(EhrTarget target, Resource resource, String system, String value) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", FhirJson.MEDIA_TYPE);
        headers.put("Prefer", "return=representation");
        headers.put("If-None-Exist", "identifier=" + token(system, value));
        return send(
                target,
                new HttpCall(
                        HttpMethod.POST,
                        URI.create(target.baseUrl() + "/" + resource.fhirType()),
                        headers,
                        json.write(resource)));
    }

    /** Creates it under the id that it has, unless there is one. The answer as it is. */
    Uni<HttpAnswer> createAt(EhrTarget target, Resource resource) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", FhirJson.MEDIA_TYPE);
        headers.put("If-None-Match", "*");
        String id = resource.getIdElement().getIdPart();
        URI url = URI.create(target.baseUrl() + "/" + resource.fhirType() + "/" + encode(id));
        return send(target, new HttpCall(HttpMethod.PUT, url, headers, json.write(resource)));
    }

    /** Replaces it, if it still is what was read. The answer as it is. */
    Uni<HttpAnswer> replace(EhrTarget target, Resource resource, String id, String etag) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", FhirJson.MEDIA_TYPE);
        if (etag != null) {
            headers.put("If-Match", etag);
        }
        URI url = URI.create(target.baseUrl() + "/" + resource.fhirType() + "/" + encode(id));
        return send(target, new HttpCall(HttpMethod.PUT, url, headers, json.write(resource)));
    }

    /**
     * Ids of the resources that carry one of these identifiers, at most {@value #MOST_MATCHES}. Patients that were merged
     * into another often keep their identifiers, but they are nobody any more and do not count; nor do inactive ones
     * beside others.
     */
    Uni<List<String>> search(EhrTarget target, String type, List<Identifier> identifiers) {
        String query = query(identifiers);
        return matches(
                type, send(target, HttpCall.get(URI.create(target.baseUrl() + "/" + type + "?" + query), headers())));
    }

    /** The same for identifiers that say something about a person: not in an address, which servers log. */
    Uni<List<String>> searchDiscreetly(EhrTarget target, String type, List<Identifier> identifiers) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        URI url = URI.create(target.baseUrl() + "/" + type + "/_search");
        return matches(type, send(target, new HttpCall(HttpMethod.POST, url, headers, query(identifiers))));
    }

    private Uni<List<String>> matches(String type, Uni<HttpAnswer> answered) {
        return answered.map(answer -> {
            if (!answer.isSuccess()) {
                throw EhrFailures.of(answer);
            }
            List<Resource> found = json
                    .read(answer.body(), Bundle.class)
                    .orElseThrow(() -> EhrFailures.unreadable(answer))
                    .getEntry()
                    .stream()
                    .map(Bundle.BundleEntryComponent::getResource)
                    .filter(one -> one != null && one.fhirType().equals(type) && !isReplaced(one))
                    .toList();
            List<Resource> active =
                    found.stream().filter(one -> !isInactive(one)).toList();
            return (active.isEmpty() ? found : active)
                    .stream()
                            .map(one -> one.getIdElement().getIdPart())
                            .distinct()
                            .toList();
        });
    }

    /** Merging leaves the source behind, linked to what replaced it, inactive, or both. */
    private static boolean isReplaced(Resource found) {
        return found instanceof Patient patient
                && patient.getLink().stream().anyMatch(link -> link.getType() == Patient.LinkType.REPLACEDBY);
    }

    private static boolean isInactive(Resource found) {
        return found instanceof Patient patient && patient.hasActive() && !patient.getActive();
    }

    private Uni<HttpAnswer> send(EhrTarget target, HttpCall call) {
        // Outside of the time that a call may take; and the one more after a 401, once in a token's life, does not
        // wait.
        return pace.keep(target)
                .chain(() -> access.with(target, proof -> http.sendToTarget(call.with(proof), guard, config.timeout())))
                .onFailure()
                .transform(EhrFailures::of);
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", FhirJson.MEDIA_TYPE);
        // Servers may answer a search from an older one's result: not what was just written.
        headers.put("Cache-Control", "no-cache");
        return headers;
    }

    private static String query(List<Identifier> identifiers) {
        String any = identifiers.stream()
                .map(identifier -> token(identifier.system(), identifier.value()))
                .collect(Collectors.joining(","));
        return "identifier=" + any + "&_count=" + MOST_MATCHES;
    }

    /** FHIR R4, search, section "Escaping Search Parameters". */
    private static String token(String system, String value) {
        return encode(escape(system)) + "%7C" + encode(escape(value));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace(",", "\\,")
                .replace("$", "\\$");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
