package org.visita.ehrsync.access;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.HttpCall;
import org.visita.ehrsync.http.OutgoingHttp;
import org.visita.ehrsync.http.TargetNotAllowedException;

/** Asks for access tokens (RFC 6749, section 4.4), at an address that somebody entered. */
@ApplicationScoped
class TokenEndpoint {

    private final OutgoingHttp http;
    private final EhrSyncConfig.Ehr config;
    private final Clock clock;
    private final Duration patience;
    private final Guard guard;

    @Inject
    TokenEndpoint(OutgoingHttp http, EhrSyncConfig config, Clock clock) {
        this.http = http;
        this.config = config.ehr();
        this.clock = clock;
        // Half of what a call may take with its token: so it is known which of the two did not answer.
        this.patience = this.config.timeout().dividedBy(2);
        this.guard = Guard.create()
                .withDescription("token endpoint")
                .withTimeout()
                .duration(patience.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(this.config.bulkhead())
                .queueSize(this.config.bulkhead())
                .done()
                .build();
    }

    /** Fails with a {@link DeliveryFailedException}: refused, or unavailable. */
    Uni<AccessToken> token(Credentials credentials) {
        return Uni.createFrom()
                .deferred(() -> http.sendToTarget(callWith(credentials), guard, patience))
                .onFailure()
                .transform(TokenEndpoint::noAnswer)
                .map(TokenEndpoint::read);
    }

    private HttpCall callWith(Credentials credentials) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return switch (credentials) {
            case Credentials.ClientCredentials oauth -> {
                headers.put("Authorization", TokenForm.basic(oauth));
                yield post(oauth.tokenUrl(), headers, TokenForm.of(oauth));
            }
            case Credentials.SmartBackend smart ->
                post(smart.tokenUrl(), headers, TokenForm.of(smart, clock.instant()));
            case Credentials.None other -> throw new IllegalArgumentException(other.type());
            case Credentials.Bearer other -> throw new IllegalArgumentException(other.type());
            case Credentials.Unreadable other -> throw new IllegalArgumentException(other.type());
        };
    }

    private static HttpCall post(String url, Map<String, String> headers, String form) {
        return new HttpCall(HttpMethod.POST, URI.create(url), headers, form);
    }

    private static AccessToken read(HttpAnswer answer) {
        return switch (answer.status()) {
            case 200 -> TokenAnswer.read(answer.body()).orElseThrow(() -> unavailable(answer, false));
            case 400, 401, 403 ->
                throw new DeliveryFailedException(new DeliveryOutcome.AccessRefused(new Failure(
                        "credentials-refused", answer.status(), "The token endpoint refuses our credentials.")));
            default -> throw unavailable(answer, false);
        };
    }

    private static Throwable noAnswer(Throwable failure) {
        return switch (failure) {
            case TargetNotAllowedException inside ->
                new DeliveryFailedException(new DeliveryOutcome.AccessRefused(new Failure(
                        "target-not-allowed",
                        null,
                        "The address of the token endpoint leads into a private network.")));
            case BulkheadException busy -> busy;
            case ConnectException refused -> unavailable(null, true);
            case UnknownHostException unknown -> unavailable(null, true);
            default -> unavailable(null, false);
        };
    }

    /** Also where the answer is no token: whatever answered, it is not the endpoint as the standard has it. */
    private static DeliveryFailedException unavailable(HttpAnswer answer, boolean atOnce) {
        Failure failure = new Failure(
                "token-endpoint-unavailable",
                answer == null ? null : answer.status(),
                "The token endpoint gives no token.");
        return new DeliveryFailedException(
                new DeliveryOutcome.Unavailable(failure, atOnce, answer == null ? null : answer.retryAfter()));
    }
}
