package org.visita.gateway.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.gateway.GatewayConfig;

/** The last block of each caller, in memory, until it is forgotten. What comes late or twice changes nothing. */
@ApplicationScoped
class BlockTable {

    /** About 300 bytes each. Beyond it the ones that end first make room. */
    static final int MOST = 100_000;

    private final ConcurrentMap<String, AccessBlock> blocks = new ConcurrentHashMap<>();
    private final Duration forgottenAfter;
    private final Clock clock;

    @Inject
    BlockTable(GatewayConfig config, Clock clock) {
        this(config.blocking().forgottenAfter(), clock);
    }

    BlockTable(Duration forgottenAfter, Clock clock) {
        this.forgottenAfter = forgottenAfter;
        this.clock = clock;
    }

    static String name(Kind kind, String subject) {
        return kind + "/" + subject;
    }

    /** Null if there is none that is still known, over or not. */
    AccessBlock last(Kind kind, String subject) {
        AccessBlock last = blocks.get(name(kind, subject));
        return last == null || isForgotten(last, clock.instant()) ? null : last;
    }

    /** Null if it is not blocked now. */
    AccessBlock standing(Kind kind, String subject) {
        AccessBlock last = blocks.isEmpty() ? null : blocks.get(name(kind, subject));
        return last != null && stands(last, clock.instant()) ? last : null;
    }

    static boolean stands(AccessBlock block, Instant now) {
        return !block.lifted() && now.isBefore(block.until());
    }

    boolean hasNone() {
        return blocks.isEmpty();
    }

    /** Whether that block is known to be over, or to have been replaced. Ids sort by time: a later one is news. */
    boolean isPast(Kind kind, String subject, String id) {
        AccessBlock last = blocks.get(name(kind, subject));
        return last != null
                && (last.id().equals(id)
                        ? !stands(last, clock.instant())
                        : last.id().compareTo(id) > 0);
    }

    void apply(AccessBlock block) {
        if (isForgotten(block, clock.instant())) {
            return;
        }
        blocks.merge(name(block.kind(), block.subject()), block, BlockTable::newer);
        if (blocks.size() > MOST) {
            makeRoom();
        }
    }

    /** What was only meant to be is replaced by what came to be. */
    void settle(AccessBlock meant, AccessBlock real) {
        blocks.remove(name(meant.kind(), meant.subject()), meant);
        apply(real);
    }

    long count(Kind kind) {
        Instant now = clock.instant();
        return blocks.values().stream()
                .filter(block -> block.kind() == kind && stands(block, now))
                .count();
    }

    int size() {
        return blocks.size();
    }

    /** Drops what says nothing any more. */
    void sweep() {
        Instant now = clock.instant();
        blocks.values().removeIf(block -> isForgotten(block, now));
    }

    private void makeRoom() {
        sweep();
        Iterator<AccessBlock> some = blocks.values().stream()
                .sorted((a, b) -> a.until().compareTo(b.until()))
                .limit(Math.max(0, blocks.size() - MOST + MOST / 100))
                .iterator();
        some.forEachRemaining(block -> blocks.remove(name(block.kind(), block.subject()), block));
    }

    private boolean isForgotten(AccessBlock block, Instant now) {
        return !now.isBefore(block.until().plus(forgottenAfter));
    }

    private static AccessBlock newer(AccessBlock held, AccessBlock come) {
        boolean same = held.id().equals(come.id());
        boolean later =
                same ? come.version() > held.version() : come.blockedAt().isAfter(held.blockedAt());
        return later ? come : held;
    }
}
