package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Pattern;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.Refusal;

/** Makes a key. The whole key stands in this one answer and nowhere else. */
@ApplicationScoped
class CreateKey {

    private static final Pattern CLINIC = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final KeyGrant grant;
    private final NewSecret secret;
    private final Keys keys;
    private final ClinicRoom room;
    private final KeyWrites writes;
    private final KeyViews views;
    private final Clock clock;

    @Inject
    CreateKey(
            KeyGrant grant,
            NewSecret secret,
            Keys keys,
            ClinicRoom room,
            KeyWrites writes,
            KeyViews views,
            Clock clock) {
        this.grant = grant;
        this.secret = secret;
        this.keys = keys;
        this.room = room;
        this.writes = writes;
        this.views = views;
        this.clock = clock;
    }

    Uni<Response> create(Caller caller, String idempotencyKey, KeyJson.Request request) {
        KeyTerms terms = grant.terms(caller, request);
        refuseOddClinic(request.clinicId());
        String clinic = grant.clinic(caller, request.clinicId());
        ApiKey key = ApiKey.random(ApiKey.Kind.LIVE);
        return writes.once(
                caller,
                idempotencyKey,
                "POST " + KeyResource.PATH,
                request,
                () -> room.checkNew(clinic).chain(() -> keys.add(row(key, clinic, terms))),
                row -> views.respondWithKey(
                        Response.created(URI.create(KeyResource.PATH + "/" + row.keyId)), row, key.text()));
    }

    AccessKeyEntity row(ApiKey key, String clinic, KeyTerms terms) {
        return AccessKeyEntity.of(key.id(), clinic, secret.of(key), terms, clock.instant());
    }

    private static void refuseOddClinic(String clinic) {
        if (clinic != null && !CLINIC.matcher(clinic).matches()) {
            throw Refusal.invalid("/clinicId", "has 1 to 64 letters, digits, dots and hyphens")
                    .asException();
        }
    }
}
