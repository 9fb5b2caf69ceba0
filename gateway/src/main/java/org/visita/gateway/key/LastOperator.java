package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;

/** Whether somebody can still operate the platform: without, it could be operated again only by hand, in the database. */
@ApplicationScoped
class LastOperator {

    private final Keys keys;
    private final Clock clock;

    @Inject
    LastOperator(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Inside a transaction. Refuses with {@code not-allowed-in-state} what takes the last such key away or weakens it. */
    Uni<Void> check(AccessKey before, AccessKey after) {
        return isLeft(before, after)
                .invoke(left -> {
                    if (!left) {
                        throw KeyProblem.NOT_ALLOWED_IN_STATE
                                .because("This is the last key that operates the platform: make another one first.")
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    /** Inside a transaction: whether the platform is operated as well after the change as before. */
    Uni<Boolean> isLeft(AccessKey before, AccessKey after) {
        Instant now = clock.instant();
        return operates(after, now) && isAsGood(before, after)
                ? Uni.createFrom().item(true)
                : isLeftWithout(before);
    }

    /** Inside a transaction: the same without the key. */
    Uni<Boolean> isLeftWithout(AccessKey key) {
        Instant now = clock.instant();
        return operates(key, now)
                ? keys.isOperatedWithout(key, now)
                : Uni.createFrom().item(true);
    }

    private static boolean operates(AccessKey key, Instant now) {
        return key.status() == Status.ACTIVE
                && (key.expiresAt() == null || key.expiresAt().isAfter(now))
                && key.scopes().contains(Scope.PLATFORM_OPERATE.code());
    }

    private static boolean isAsGood(AccessKey before, AccessKey after) {
        boolean lasts = after.expiresAt() == null
                || before.expiresAt() != null && !after.expiresAt().isBefore(before.expiresAt());
        return lasts && NetworkList.of(after.networks()).covers(NetworkList.of(before.networks()));
    }
}
