package org.visita.gateway.staff;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.Tenant;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/**
 * Tokens of the staff's own issuer, checked by quarkus-oidc as the tenant {@code staff}. What was found right is
 * remembered until it ends, so that an issuer that is away stops nobody who has signed in; keys never ask here.
 */
@ApplicationScoped
public class StaffTokens {

    private static final Logger LOG = Logger.getLogger(StaffTokens.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A token that was found right is checked once more after that: its issuer may have taken its key back. */
    private static final Duration RECHECK = Duration.ofMinutes(10);

    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final TenantIdentityProvider issuer;
    private final StaffLogin logins;
    private final boolean enabled;
    private final Clock clock;
    private final Cache<String, StaffPrincipal> verified;
    private final KnownKids kids = new KnownKids();
    private volatile Instant askAgainAt = Instant.EPOCH;

    @Inject
    StaffTokens(
            @Tenant("staff") TenantIdentityProvider issuer,
            StaffLogin logins,
            @ConfigProperty(name = "quarkus.oidc.staff.tenant-enabled") boolean enabled,
            Clock clock,
            GatewayConfig config) {
        this.issuer = issuer;
        this.logins = logins;
        this.enabled = enabled;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.tokens().remembered())
                .expireAfterWrite(RECHECK)
                .build();
    }

    /** At once, if the token was found right before. Whether it still opens is asked of it. */
    public Optional<Principal> remembered(String text) {
        return enabled ? Optional.ofNullable(verified.getIfPresent(text)) : Optional.empty();
    }

    /**
     * Empty for a token that is not right.
     *
     * @return fails with {@code unavailable} if the issuer's keys are needed and cannot be had
     */
    public Future<Optional<Principal>> find(String text) {
        if (!enabled || !JWT.matcher(text).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        // Only who needs the issuer waits for it: one forged token must not stop those whose key is known.
        if (clock.instant().isBefore(askAgainAt) && !kids.has(text)) {
            return Future.failedFuture(unavailable());
        }
        Promise<Optional<Principal>> found = Promise.promise();
        Context here = Vertx.currentContext();
        issuer.authenticate(new AccessTokenCredential(text))
                .subscribe()
                .with(
                        identity -> here.runOnContext(back -> found.complete(remember(text, identity))),
                        failure -> here.runOnContext(back -> settle(found, text, failure)));
        return found.future();
    }

    private Optional<Principal> remember(String text, SecurityIdentity identity) {
        StaffPrincipal person = logins.of((JsonWebToken) identity.getPrincipal(), identity.getRoles());
        verified.put(text, person);
        kids.right(text);
        return Optional.of(person);
    }

    private void settle(Promise<Optional<Principal>> found, String text, Throwable failure) {
        if (isRefusal(failure)) {
            found.complete(Optional.empty());
            return;
        }
        kids.unsettled(text);
        // However many sign in meanwhile, the issuer is tried once a second.
        askAgainAt = clock.instant().plus(PAUSE);
        LOG.warnf("The staff's issuer cannot be asked: %s. Whoever signs in now is asked to come again", failure);
        found.fail(unavailable());
    }

    /** Whether the token itself is wrong. What failed on the way to the issuer has another cause. */
    private static boolean isRefusal(Throwable failure) {
        Throwable cause = failure.getCause();
        while (cause != null && !(cause instanceof JoseException) && !(cause instanceof InvalidJwtException)) {
            cause = cause.getCause();
        }
        return failure instanceof AuthenticationFailedException && (failure.getCause() == null || cause != null);
    }

    private static RefusedException unavailable() {
        return CommonRefusal.UNAVAILABLE
                .because("Who signed in cannot be checked for the moment.")
                .retryAfter(TRY_AGAIN)
                .asException();
    }
}
