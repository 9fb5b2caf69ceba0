package org.visita.ehrsync.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.visita.ehrsync.Contexts;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.http.HttpAnswer;

/** What lets us into an EHR. */
@ApplicationScoped
public class EhrAccess {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    private final Duration patience;

    @Inject
    EhrAccess(AccessTokens tokens, EhrSyncConfig config) {
        this.tokens = tokens;
        this.patience = config.ehr().timeout();
    }

    /**
     * Makes the call with headers that prove who we are. Where the answer is 401, once more with a new token if one can
     * be had: a token may have ended before its time.
     *
     * <p>Takes no longer than one call may, tokens included: else it could outlive the lease of a delivery. Fails with a
     * {@link DeliveryFailedException} if there is no token to be had.
     */
    public Uni<HttpAnswer> with(EhrTarget target, Function<Map<String, String>, Uni<HttpAnswer>> call) {
        return with(target, patience, call);
    }

    /** The same for a call that may take longer than those of deliveries. */
    public Uni<HttpAnswer> with(
            EhrTarget target, Duration patience, Function<Map<String, String>, Uni<HttpAnswer>> call) {
        return switch (target.credentials()) {
            case Credentials.None none -> call.apply(Map.of());
            case Credentials.Bearer bearer -> call.apply(header(bearer.token()));
            case Credentials.ClientCredentials oauth -> inTime(patience, withToken(target, call));
            case Credentials.SmartBackend smart -> inTime(patience, withToken(target, call));
            case Credentials.Unreadable unreadable -> Uni.createFrom().failure(unreadable());
        };
    }

    private Uni<HttpAnswer> withToken(EhrTarget target, Function<Map<String, String>, Uni<HttpAnswer>> call) {
        return tokens.of(target).chain(token -> call.apply(header(token)).chain(answer -> {
            if (answer.status() != 401) {
                return Uni.createFrom().item(answer);
            }
            tokens.forget(target, token);
            return tokens.of(target).chain(renewed -> call.apply(header(renewed)));
        }));
    }

    private static Uni<HttpAnswer> inTime(Duration patience, Uni<HttpAnswer> call) {
        return Contexts.here(call.ifNoItem().after(patience).fail());
    }

    private static Map<String, String> header(String token) {
        return Map.of("Authorization", SCHEME + token);
    }

    private static DeliveryFailedException unreadable() {
        return new DeliveryFailedException(new DeliveryOutcome.AccessRefused(new Failure(
                "credentials-unreadable", null, "The credentials of the connection do not open. Enter them anew.")));
    }
}
