package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.visita.gateway.pipe.Reply;
import org.visita.kit.problem.RefusedException;

/**
 * Works a batch off, one entry after the other, so that a caller has one request on its way with it and not a hundred. A
 * bad entry fails alone.
 */
public final class Batch {

    private final ObjectMapper json;
    private final int entries;
    private final IntFunction<Future<Reply>> dispatch;
    private final BooleanSupplier wanted;
    private final ArrayNode answers;

    /**
     * @param entries how many there are
     * @param dispatch sends an entry, by its place among them, where it belongs; fails with a refusal
     * @param wanted false when the caller has gone away; what is left is not done then
     */
    public Batch(ObjectMapper json, int entries, IntFunction<Future<Reply>> dispatch, BooleanSupplier wanted) {
        this.json = json;
        this.entries = entries;
        this.dispatch = dispatch;
        this.wanted = wanted;
        this.answers = json.createArrayNode();
    }

    /** A Bundle of type batch-response, with an answer for each entry in the order of the entries. */
    public Future<ObjectNode> run() {
        return next(0).map(all -> {
            ObjectNode response =
                    json.createObjectNode().put("resourceType", "Bundle").put("type", "batch-response");
            if (!answers.isEmpty()) {
                response.set("entry", answers);
            }
            return response;
        });
    }

    private Future<Void> next(int index) {
        if (index == entries || !wanted.getAsBoolean()) {
            return Future.succeededFuture();
        }
        return dispatch.apply(index)
                .map(reply -> EntryAnswer.of(reply, json))
                .recover(failure -> failure instanceof RefusedException refused
                        ? Future.succeededFuture(EntryAnswer.of(refused.refusal(), json))
                        : Future.failedFuture(failure))
                .compose(answer -> {
                    answers.add(answer);
                    return next(index + 1);
                });
    }
}
