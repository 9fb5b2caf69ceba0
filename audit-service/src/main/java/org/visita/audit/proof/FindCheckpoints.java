package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Reads what was signed of the trail of a clinic. */
@ApplicationScoped
class FindCheckpoints {

    private final Pool pool;

    @Inject
    FindCheckpoints(Pool pool) {
        this.pool = pool;
    }

    /** Newest first. */
    Uni<Page<CheckpointView>> list(String clinic, PageRequest page) {
        long below = page.after(Long::parseLong).orElse(Long.MAX_VALUE);
        return new ChainReads(pool, clinic)
                .checkpointsBelow(below, page.fetch())
                .map(found -> Page.of(
                                found,
                                page,
                                tree -> Long.toString(tree.checkpoint().size()))
                        .map(tree -> CheckpointView.of(tree.checkpoint())));
    }

    /** Refuses with not-found. */
    Uni<CheckpointView> bySize(String clinic, long size) {
        return new ChainReads(pool, clinic)
                .checkpoint(size)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .map(tree -> CheckpointView.of(tree.checkpoint()));
    }
}
