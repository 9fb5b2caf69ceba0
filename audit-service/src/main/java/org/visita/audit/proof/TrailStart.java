package org.visita.audit.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.chain.ChainHead;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.KeptExpiry;
import org.visita.proof.Checkpoint;
import org.visita.proof.Finding.Kind;
import org.visita.proof.Frontier;
import org.visita.proof.Hashes;
import org.visita.proof.PublicKeys;
import org.visita.proof.TreeAt;

/**
 * Where a chain begins and ends, at one moment.
 *
 * @param keys that it may be signed with
 * @param base checkpoints before the first position to be looked at, newest first
 * @param outside entries with positions that the chain does not have
 */
record TrailStart(
        Pool pool,
        ChainMacs macs,
        PublicKeys keys,
        String clinic,
        List<KeptExpiry> expiries,
        TrailEnd end,
        List<TreeAt> base,
        List<ChainEntry> outside) {

    private static final int MOST = 100;

    static Uni<TrailStart> read(Pool pool, ChainMacs macs, PublicKeys keys, String clinic, long from) {
        return VerifyPage.atOneMoment(pool, connection -> {
            ChainReads reads = new ChainReads(connection, clinic);
            return reads.expiries()
                    .chain(expiries -> TrailEnd.read(reads, macs, keys).chain(end -> {
                        long through = through(macs, clinic, expiries);
                        return reads.checkpointsBelow(Math.max(from, through + 1), 2)
                                .chain(base -> outside(reads, through, end.last())
                                        .map(outside -> new TrailStart(
                                                pool, macs, keys, clinic, expiries, end, base, outside)));
                    }));
        });
    }

    /** Position of the last entry that was let go, as far as this was ever decided; 0 for none. */
    static long through(ChainMacs macs, String clinic, List<KeptExpiry> expiries) {
        return expiries.stream()
                .filter(expiry -> expiry.isOurs(macs, clinic))
                .mapToLong(KeptExpiry::through)
                .max()
                .orElse(0);
    }

    long through() {
        return through(macs, clinic, expiries);
    }

    private static Uni<List<ChainEntry>> outside(ChainReads reads, long through, long last) {
        return reads.list(
                "select " + ChainEntry.COLUMNS
                        + " from audit_entry where clinic = $1 and (position <= $2 or position > $3) limit $4",
                Tuple.of(reads.clinic(), through, last, MOST),
                ChainEntry::of);
    }

    Uni<VerifyRun> begin(Remembered known, long from, long to) {
        TrailFindings findings = new TrailFindings();
        outside.forEach(findings::stray);
        long last = end.last();
        checkExpiries(findings);
        end.tell(findings);
        Uni<Void> compared = known.published()
                .map(checkpoint -> compare(checkpoint, last, findings))
                .orElse(Uni.createFrom().voidItem())
                .chain(() -> known.unpublished()
                        .map(head -> compare(head, last, findings))
                        .orElse(Uni.createFrom().voidItem()));
        long first = Math.max(from, through() + 1);
        ChainCheck check = check(findings, first, through());
        boolean fromBeginning = from <= through() + 1;
        boolean toEnd = to >= last;
        return compared.map(done ->
                new VerifyRun(clinic, first, Math.min(to, last), fromBeginning, toEnd, through(), check, findings));
    }

    private void checkExpiries(TrailFindings findings) {
        expiries.stream()
                .filter(expiry -> !expiry.isOurs(macs, clinic) || !keys.signed(clinic, expiry.expiry()))
                .forEach(expiry -> findings.add(
                        Kind.EXPIRY,
                        expiry.through(),
                        null,
                        "it says that the entries up to " + expiry.through() + " were let go; that was never decided"));
        expiries.stream()
                .filter(expiry -> expiry.through() == through())
                .filter(expiry -> base.stream()
                        .map(TreeAt::checkpoint)
                        .anyMatch(last -> last.size() == expiry.through()
                                && !expiry.expiry().isDue(last)))
                .forEach(expiry -> findings.add(
                        Kind.EXPIRY,
                        expiry.through(),
                        null,
                        "the entries up to " + expiry.through() + " were let go before their time was over"));
    }

    /** What everybody can read on the topic has to be here as well. */
    private Uni<Void> compare(Checkpoint published, long last, TrailFindings findings) {
        if (published.size() > last) {
            findings.add(
                    Kind.CUT_OFF,
                    last,
                    null,
                    "a checkpoint of " + published.size() + " entries was published; the chain ends with " + last);
            return Uni.createFrom().voidItem();
        }
        return new ChainReads(pool, clinic)
                .checkpoint(published.size())
                .invoke(found -> {
                    if (found.isEmpty()) {
                        findings.add(
                                Kind.CHECKPOINT,
                                published.size(),
                                null,
                                "the checkpoint of " + published.size()
                                        + " entries was published, but is missing here");
                    } else if (!Arrays.equals(found.get().checkpoint().head(), published.head())
                            || !Arrays.equals(found.get().checkpoint().root(), published.root())) {
                        findings.add(
                                Kind.CHECKPOINT,
                                published.size(),
                                null,
                                "the checkpoint of " + published.size() + " entries is not the one that was published");
                    }
                })
                .replaceWithVoid();
    }

    /** What this replica has appended itself has to be there, also before anybody has signed it. */
    private Uni<Void> compare(ChainHead appended, long last, TrailFindings findings) {
        long position = appended.position();
        if (position > last) {
            findings.add(Kind.CUT_OFF, last, null, "entry " + position + " was appended; the chain ends with " + last);
            return Uni.createFrom().voidItem();
        }
        return new ChainReads(pool, clinic)
                .batches(position, 1)
                .invoke(found -> found.stream()
                        .filter(batch -> batch.first() <= position && macs.isRight(batch))
                        .filter(batch ->
                                !Arrays.equals(ChainTip.hash(batch, position - batch.first()), appended.hash()))
                        .forEach(batch -> findings.add(
                                Kind.CUT_OFF,
                                position,
                                null,
                                "the entries up to " + position + " are not those that were appended")))
                .replaceWithVoid();
    }

    private ChainCheck check(TrailFindings findings, long from, long through) {
        for (TreeAt tree : base) {
            Checkpoint checkpoint = tree.checkpoint();
            if (checkpoint.size() >= through && keys.signed(checkpoint) && tree.isWhole()) {
                Frontier frontier = Frontier.of(checkpoint.size(), tree.frontier());
                return new ChainCheck(
                        keys,
                        findings,
                        end.signed(),
                        from,
                        checkpoint.size(),
                        checkpoint.head(),
                        frontier,
                        checkpoint.size());
            }
            findings.add(
                    Kind.CHECKPOINT,
                    checkpoint.size(),
                    null,
                    "the checkpoint of " + checkpoint.size() + " entries was altered");
        }
        if (through > 0) {
            findings.add(
                    Kind.CHECKPOINT,
                    through,
                    null,
                    "the checkpoint of " + through + " entries, where it begins, is missing");
            return new ChainCheck(keys, findings, end.signed(), from, through, null, null, -1);
        }
        return new ChainCheck(keys, findings, end.signed(), from, 0, Hashes.beforeTheFirst(), Frontier.empty(), 0);
    }
}
