package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.visita.contracts.Topics;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.topics.TopicFollowers;

/**
 * Fills the table before the door opens, from the database, and then keeps it current from {@code access.keys}. The
 * topic is read from its beginning, so nothing that was announced in between is missed; what is older than the table
 * does nothing there.
 */
@ApplicationScoped
class KeyTableFeed {

    private static final Logger LOG = Logger.getLogger(KeyTableFeed.class);

    private final BootstrapKey bootstrap;
    private final Keys keys;
    private final KeyTable table;
    private final TopicFollowers followers;

    @Inject
    KeyTableFeed(BootstrapKey bootstrap, Keys keys, KeyTable table, TopicFollowers followers) {
        this.bootstrap = bootstrap;
        this.keys = keys;
        this.table = table;
        this.followers = followers;
    }

    void start(@Observes StartupEvent starting) {
        await(bootstrap.store().chain(this::load));
        LOG.infof("%d API keys are known", table.size());
        followers.follow(Topics.ACCESS_KEYS, AccessKey.class, table::apply);
    }

    private Uni<Void> load() {
        return Panache.withSession(keys::all)
                .invoke(all -> all.forEach(key -> table.apply(key.toAccessKey())))
                .replaceWithVoid();
    }

    private static void await(Uni<Void> work) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("the API keys could not be loaded", failure);
        }
    }
}
