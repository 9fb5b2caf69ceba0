package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;

/** Stops a key until a person enables it again: the gateway's own last means against abuse that would not end. */
@ApplicationScoped
public class SuspendKey {

    private final Keys keys;
    private final LastOperator operator;
    private final KeyAnnouncer announcer;
    private final KeyTable table;
    private final Clock clock;

    @Inject
    SuspendKey(Keys keys, LastOperator operator, KeyAnnouncer announcer, KeyTable table, Clock clock) {
        this.keys = keys;
        this.operator = operator;
        this.announcer = announcer;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Inside a transaction, after which it is to be {@linkplain #apply applied}.
     *
     * @return null, and nothing done, for a key that is not active, or is the last one that operates the platform
     */
    public Uni<AccessKey> suspend(String keyId) {
        return keys.lock(keyId).chain(this::suspend);
    }

    /** What is written, and cannot be taken back any more. */
    public void apply(AccessKey suspended) {
        table.apply(suspended);
    }

    private Uni<AccessKey> suspend(AccessKeyEntity key) {
        if (key == null || key.status != Status.ACTIVE) {
            return Uni.createFrom().nullItem();
        }
        return operator.isLeftWithout(key.toAccessKey())
                .chain(left -> left ? announce(key) : Uni.createFrom().nullItem());
    }

    private Uni<AccessKey> announce(AccessKeyEntity key) {
        key.become(Status.SUSPENDED, clock.instant());
        AccessKey suspended = key.toAccessKey();
        return announcer.announce(suspended).replaceWith(suspended);
    }
}
