package org.visita.ehrsync.patient;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.ehrsync.EhrSyncConfig;

/** Tokens with which this service acts in a clinic, from the gateway; kept until shortly before they end. */
@ApplicationScoped
class ServiceTokens {

    private final OidcClient gateway;
    private final EhrSyncConfig.Patients config;
    private final Clock clock;
    private final Map<String, Tokens> kept = new ConcurrentHashMap<>();

    @Inject
    ServiceTokens(OidcClient gateway, EhrSyncConfig config, Clock clock) {
        this.gateway = gateway;
        this.config = config.patients();
        this.clock = clock;
    }

    Uni<String> of(String clinic) {
        Tokens known = kept.get(clinic);
        return isGood(known)
                ? Uni.createFrom().item(known.getAccessToken())
                : gateway.getTokens(Map.of("clinic", clinic))
                        .ifNoItem()
                        .after(config.timeout())
                        .fail()
                        .invoke(fresh -> kept.put(clinic, fresh))
                        .map(Tokens::getAccessToken);
    }

    /** It was not accepted: the keys of the gateway may have changed. */
    void forget(String clinic) {
        kept.remove(clinic);
    }

    private boolean isGood(Tokens tokens) {
        return tokens != null
                && tokens.getAccessTokenExpiresAt() != null
                && Instant.ofEpochSecond(tokens.getAccessTokenExpiresAt())
                        .minus(config.tokenMargin())
                        .isAfter(clock.instant());
    }
}
