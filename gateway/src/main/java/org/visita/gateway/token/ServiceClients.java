package org.visita.gateway.token;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.visita.contracts.Actor;
import org.visita.gateway.GatewayConfig;

/** Services that act without a caller behind them. One so far: ehr-sync, which reads a patient's details to send them. */
@ApplicationScoped
class ServiceClients {

    /** An error of RFC 6749, section 5.2. Has no stack trace and is not logged. */
    static final class Refused extends Exception {

        private final int status;

        private Refused(int status, String error) {
            super(error, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    static final String EHR_SYNC = "ehr-sync";
    static final String CLINIC = "clinic";
    private static final List<String> EHR_SYNC_SCOPES = List.of("patients:identify");
    private static final Pattern CLINIC_ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final InternalTokens tokens;
    private final byte[] ehrSyncSecret;

    @Inject
    ServiceClients(InternalTokens tokens, GatewayConfig config) {
        this.tokens = tokens;
        this.ehrSyncSecret = bytes(config.serviceClients().ehrSync());
    }

    MintedToken mint(MultiMap form) throws Refused {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw new Refused(400, "unsupported_grant_type");
        }
        // Both are compared, whatever the first says: the time taken tells nothing about either.
        boolean rightSecret = MessageDigest.isEqual(ehrSyncSecret, bytes(form.get("client_secret")));
        if (!(EHR_SYNC.equals(form.get("client_id")) & rightSecret)) {
            throw new Refused(401, "invalid_client");
        }
        String clinic = form.get(CLINIC);
        if (clinic == null || !CLINIC_ID.matcher(clinic).matches()) {
            throw new Refused(400, "invalid_request");
        }
        return tokens.mint(new Actor(Actor.Kind.SERVICE, EHR_SYNC), clinic, EHR_SYNC_SCOPES);
    }

    private static byte[] bytes(String text) {
        return Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8);
    }
}
