package org.visita.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.visita.kit.idempotency.IdempotencyKeys.Kept;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * A POST that may be sent twice (IETF draft Idempotency-Key): the first answer is kept for a day, in the transaction of
 * the change itself, and given again. Refusals are not kept: what time can cure must not be remembered, and what it
 * cannot comes out the same again.
 */
@ApplicationScoped
public class IdempotentPost {

    private static final int LONGEST_KEY = 255;

    private final IdempotencyKeys keys;
    private final Transactions transactions;
    private final ObjectMapper json;

    @Inject
    IdempotentPost(IdempotencyKeys keys, Transactions transactions, ObjectMapper json) {
        this.keys = keys;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Runs the work in one transaction with the memory of its answer.
     *
     * @param key value of the header, or null if the caller sent none: then the work just runs
     * @param operation what is asked, for example {@code POST /v1/bookings}; part of the request's hash
     * @param body the request as it was read; part of the hash
     * @param render makes the response of the result; its entity is written as JSON
     */
    public <T> Uni<Response> once(
            Caller caller,
            String key,
            String operation,
            Object body,
            Supplier<Uni<T>> work,
            Function<T, Response> render) {
        if (key == null) {
            return transactions.write(work).map(render);
        }
        requireSane(key);
        byte[] hash = hash(operation, body);
        return transactions.write(() -> keys.lockAndFind(caller, key).chain(standing -> {
            if (standing.kept().isPresent()) {
                return Uni.createFrom().item(replay(standing.kept().get(), hash));
            }
            refuseIfInFlight(standing);
            return work.get().map(render).call(response -> keys.keep(keys.row(caller, key, hash, answer(response))));
        }));
    }

    /**
     * The row that {@link #once} would keep, for a statement that keeps it itself. It must not replace one that is there:
     * whoever finds one asks {@code once}.
     */
    public FirstAnswer firstAnswer(Caller caller, String key, String operation, Object body, Answer answer) {
        requireSane(key);
        return keys.row(caller, key, hash(operation, body), answer);
    }

    private static void requireSane(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refusal.invalid("Idempotency-Key", "has 1 to " + LONGEST_KEY + " characters")
                    .asException();
        }
    }

    private static void refuseIfInFlight(IdempotencyKeys.Standing standing) {
        if (!standing.alone()) {
            throw CommonRefusal.REQUEST_IN_PROGRESS
                    .because("Another request with this Idempotency-Key has not ended yet.")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
    }

    private static Response replay(Kept kept, byte[] hash) {
        if (!MessageDigest.isEqual(kept.requestHash(), hash)) {
            throw CommonRefusal.IDEMPOTENCY_KEY_REUSED
                    .because("This Idempotency-Key was sent before with another request.")
                    .asException();
        }
        return kept.answer().toResponse();
    }

    /** What can be kept of a response. */
    public Answer answer(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.getStringHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                headers.put(name, values.getFirst());
            }
        });
        return new Answer(response.getStatus(), headers, toJson(response.getEntity()));
    }

    private byte[] hash(String operation, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(toJson(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private byte[] toJson(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of ours cannot be written", impossible);
        }
    }
}
