package org.visita.gateway.door;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.visita.gateway.oauth.AccessTokens;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.staff.StaffTokens;

/** What a bearer may show beside a key: a token that this gateway gave to a key, or one of the staff's own issuer. */
@ApplicationScoped
class BearerTokens {

    private final AccessTokens access;
    private final StaffTokens staff;

    @Inject
    BearerTokens(AccessTokens access, StaffTokens staff) {
        this.access = access;
        this.staff = staff;
    }

    /** What has been checked before is found at once. Whether it still opens is asked of it. */
    Optional<Principal> remembered(String token) {
        return staff.remembered(token).or(() -> access.remembered(token));
    }

    /**
     * Empty for a token of nobody's. Checks its signature.
     *
     * @return fails with {@code unavailable} if only the staff's issuer could say, and it does not
     */
    Future<Optional<Principal>> find(String token) {
        Optional<Principal> known = access.find(token);
        return known.isPresent() ? Future.succeededFuture(known) : staff.find(token);
    }
}
