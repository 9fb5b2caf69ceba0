package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Optional;

/** FHIR R4's interactions over the shelf, one at a time: the answers are those of a careful server. */
final class EhrRest {

    private final EhrShelf shelf;
    private final WriteLedger ledger;
    private volatile EhrSemantics semantics = EhrSemantics.PLAIN;

    EhrRest(EhrShelf shelf, WriteLedger ledger) {
        this.shelf = shelf;
        this.ledger = ledger;
    }

    void behaveLike(EhrSemantics other) {
        semantics = other;
    }

    EhrAnswer handle(EhrRequest request, String base) {
        if (request.type().equals("metadata")) {
            return EhrAnswer.of(200, EhrCapabilities.of(semantics).toString());
        }
        if (request.isWrite() && !request.resource().isObject()) {
            return EhrAnswer.outcome(400, "HAPI-1861: Failed to parse request body as JSON resource");
        }
        synchronized (shelf) {
            if (request.isSearch()) {
                return bundle(shelf.search(request.type(), request.identifier()));
            }
            return switch (request.method()) {
                case "GET" -> read(request);
                case "POST" -> createIfNone(request, base);
                case "PUT" -> replaceIfMatch(request, base);
                default -> EhrAnswer.outcome(405, "method");
            };
        }
    }

    private EhrAnswer read(EhrRequest request) {
        return shelf.find(request.type(), request.id())
                .map(found -> EhrAnswer.of(200, found))
                .orElseGet(() -> shelf.isGone(request.type(), request.id())
                        ? EhrAnswer.outcome(410, "Resource was deleted")
                        : EhrAnswer.outcome(404, "HAPI-2001: Resource is not known"));
    }

    private EhrAnswer createIfNone(EhrRequest request, String base) {
        Optional<EhrAnswer> refused = missingPatient(request.resource());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (request.ifNoneExist() != null && semantics.conditionalCreate()) {
            String token = EhrRequest.decode(request.ifNoneExist().replace("identifier=", ""));
            List<Stored> found = shelf.search(request.type(), token);
            if (found.size() > 1) {
                return EhrAnswer.outcome(412, "several match");
            }
            if (found.size() == 1) {
                return EhrAnswer.of(200, found.getFirst());
            }
        }
        ObjectNode resource = copyOf(request);
        // FHIR R4, "create": an id of the client's is ignored.
        resource.remove("id");
        return written(201, request, base, shelf.create(request.type(), resource));
    }

    private EhrAnswer replaceIfMatch(EhrRequest request, String base) {
        Stored held = shelf.find(request.type(), request.id()).orElse(null);
        if (held == null && !(semantics.clientIds() && request.ifMatch() == null)) {
            return EhrAnswer.outcome(404, "not found");
        }
        // Real ones overwrite where there is no If-Match. Here nobody may: it would lose what others wrote.
        if (held != null && !held.etag().equals(request.ifMatch())) {
            int status = "*".equals(request.ifNoneMatch()) ? 412 : semantics.staleMatch();
            return EhrAnswer.outcome(status, "HAPI-0550: version does not match");
        }
        Optional<EhrAnswer> refused = missingPatient(request.resource());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (held == null) {
            return written(201, request, base, shelf.create(request.type(), request.id(), copyOf(request)));
        }
        return semantics.noOps() && isSame(held, request)
                ? EhrAnswer.of(200, held)
                : written(200, request, base, shelf.replace(request.type(), held, copyOf(request)));
    }

    private EhrAnswer written(int status, EhrRequest request, String base, Stored stored) {
        ledger.note(request);
        return status == 201 ? EhrAnswer.created(base, request.type(), stored) : EhrAnswer.of(status, stored);
    }

    private Optional<EhrAnswer> missingPatient(JsonNode resource) {
        return resource.findValues("reference").stream()
                .map(JsonNode::asText)
                .filter(reference -> reference.startsWith("Patient/"))
                .filter(reference ->
                        shelf.find("Patient", reference.substring(8)).isEmpty())
                .findFirst()
                .map(missing -> EhrAnswer.outcome(
                        semantics.missingReference(),
                        (semantics.missingReference() == 404 ? "HAPI-1091" : "HAPI-1094") + ": Resource " + missing
                                + " not found"));
    }

    private static boolean isSame(Stored held, EhrRequest request) {
        ObjectNode now = copyOf(request).put("id", held.id());
        now.withObject("/meta").put("versionId", Integer.toString(held.version()));
        return held.resource().equals(now);
    }

    private static ObjectNode copyOf(EhrRequest request) {
        return request.resource().deepCopy();
    }

    private static EhrAnswer bundle(List<Stored> found) {
        ObjectNode bundle = FakeEhr.JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", found.size());
        if (!found.isEmpty()) {
            ArrayNode entries = bundle.putArray("entry");
            found.forEach(each -> entries.addObject().putRawValue("resource", new RawValue(each.json())));
        }
        return EhrAnswer.of(200, bundle.toString());
    }
}
