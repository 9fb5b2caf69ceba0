package org.visita.ehrsync.catalog;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.topics.TopicFollower;
import org.visita.kit.topics.TopicFollowers;

/** Keeps the copy of the catalogs: identifiers of practitioners and locations, codes of visit types. */
@ApplicationScoped
public class CatalogListener {

    private final TopicFollowers followers;
    private final CatalogCopy copy;
    private volatile TopicFollower follower;

    @Inject
    CatalogListener(TopicFollowers followers, CatalogCopy copy) {
        this.followers = followers;
        this.copy = copy;
    }

    void start(@Observes StartupEvent started) {
        follower = followers.follow(Topics.AVAILABILITY_CATALOG, CatalogEntry.class, copy::apply);
    }

    /** Whether the copy has been complete once. */
    public boolean isCurrent() {
        return follower != null && follower.caughtUp();
    }
}
