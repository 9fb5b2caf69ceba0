package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * A Bundle that was sent to the base of the FHIR API (R4, section 3.1.0.11).
 *
 * @param entries as they came; each is read when its turn comes, so that a bad one fails alone
 */
public record AskedBundle(Type type, List<JsonNode> entries) {

    /** Entries of one Bundle: each is a request. */
    static final int MOST_ENTRIES = 100;

    /** What a base takes; the others are results, or documents. */
    public enum Type {
        BATCH,
        TRANSACTION
    }

    /** @throws RefusedException if it is no Bundle that could be worked on */
    public static AskedBundle parse(Buffer body, ObjectMapper json) {
        JsonNode bundle = read(body, json);
        if (!bundle.path("resourceType").asText().equals("Bundle")) {
            throw Refusal.invalid("resourceType", "is not Bundle").asException();
        }
        Type type =
                switch (bundle.path("type").asText()) {
                    case "batch" -> Type.BATCH;
                    case "transaction" -> Type.TRANSACTION;
                    default ->
                        throw Refusal.invalid("Bundle.type", "is neither batch nor transaction")
                                .asException();
                };
        JsonNode entries = bundle.path("entry");
        if (!entries.isMissingNode() && !entries.isArray()) {
            throw Refusal.invalid("Bundle.entry", "is not a list").asException();
        }
        if (entries.size() > MOST_ENTRIES) {
            throw CommonRefusal.TOO_LARGE
                    .because("A Bundle has at most " + MOST_ENTRIES + " entries.")
                    .asException();
        }
        return new AskedBundle(type, entries.valueStream().toList());
    }

    private static JsonNode read(Buffer body, ObjectMapper json) {
        try {
            return Optional.ofNullable(json.readTree(body.getBytes())).orElseThrow(AskedBundle::notJson);
        } catch (IOException broken) {
            throw notJson();
        }
    }

    private static RefusedException notJson() {
        return Refusal.invalid("", "The body is not JSON.").asException();
    }

    /** @throws RefusedException if the entry does not say what to do */
    public BundleEntry entry(int index) {
        return BundleEntry.of(entries.get(index), "Bundle.entry[" + index + "]");
    }

    /** All or nothing is for one service to keep, and none of those here can. */
    public RefusedException refuseTransaction() {
        long types = IntStream.range(0, entries.size())
                .mapToObj(i -> entries.get(i).at("/request/url").asText().split("[/?]", 2)[0])
                .distinct()
                .count();
        return BundleRefusal.TRANSACTION_NOT_SUPPORTED
                .because((types > 1
                                ? "Its entries belong to several types of resources, and nothing holds them together. "
                                : "The service of its resources does one thing at a time. ")
                        + "Nothing was done. Send a batch, and look at the status of each entry.")
                .asException();
    }
}
