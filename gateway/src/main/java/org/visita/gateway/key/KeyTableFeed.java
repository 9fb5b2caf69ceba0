package org.visita.gateway.key;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.visita.contracts.Topics;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.topics.TopicFollowers;

/**
 * Fills the table before the door opens, from the database, and then keeps it current twice over: from
 * {@code access.keys}, within milliseconds, and from the database, within a second whatever becomes of the topic. What
 * is older than the table does nothing there. With both out of reach the table stays as it is. Readiness tells of each.
 */
@ApplicationScoped
class KeyTableFeed {

    private static final Logger LOG = Logger.getLogger(KeyTableFeed.class);

    private final BootstrapKey bootstrap;
    private final KeyTable table;
    private final KeyNews news;
    private final KeyChanges changes;
    private final TopicFollowers followers;

    @Inject
    KeyTableFeed(
            BootstrapKey bootstrap,
            Keys keys,
            KeyTable table,
            KeyNews news,
            TopicFollowers followers,
            GatewayConfig config) {
        this.bootstrap = bootstrap;
        this.table = table;
        this.news = news;
        this.followers = followers;
        this.changes = new KeyChanges(
                keys, table, config.keys().reread(), config.keys().rereadTimeout());
    }

    void start(@Observes StartupEvent starting) {
        load();
        LOG.infof("%d API keys are known", table.size());
        followers.follow(Topics.ACCESS_KEYS, AccessKey.class, news::read);
        changes.follow();
    }

    void stop(@Observes ShutdownEvent stopping) {
        changes.close();
    }

    private void load() {
        try {
            changes.load(bootstrap.store());
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("the API keys could not be loaded", failure);
        }
    }
}
