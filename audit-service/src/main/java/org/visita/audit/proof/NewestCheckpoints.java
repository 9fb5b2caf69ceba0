package org.visita.audit.proof;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditCheckpoint;
import org.visita.kit.topics.TopicFollowers;
import org.visita.proof.Checkpoint;

/**
 * The newest checkpoint of each clinic, by the topic. Whoever takes away the end of a chain in the database, with all that
 * was signed of it, has not taken it from here.
 */
@ApplicationScoped
class NewestCheckpoints {

    private final SigningKeys keys;
    private final TopicFollowers followers;
    private final Map<String, Checkpoint> newest = new ConcurrentHashMap<>();

    @Inject
    NewestCheckpoints(SigningKeys keys, TopicFollowers followers) {
        this.keys = keys;
        this.followers = followers;
    }

    void start(@Observes StartupEvent started) {
        followers.follow(Topics.AUDIT_CHECKPOINTS, AuditCheckpoint.class, this::apply);
    }

    /** Anybody who reaches the broker could write there: only what is signed counts, and nothing makes it forget. */
    private void apply(AuditCheckpoint published) {
        Checkpoint checkpoint = read(published);
        if (keys.all().signed(checkpoint)) {
            remember(checkpoint);
        }
    }

    /** Also one that was signed here just now: it may take long to come back from the topic. */
    void remember(Checkpoint checkpoint) {
        newest.merge(checkpoint.clinic(), checkpoint, (known, other) -> other.size() > known.size() ? other : known);
    }

    /** Whether all is read by now that is published. While the broker is away, nobody can tell. */
    boolean isCurrent() {
        return followers.isCurrent(Topics.AUDIT_CHECKPOINTS);
    }

    Set<String> clinics() {
        return Set.copyOf(newest.keySet());
    }

    /** Refuses with unavailable as long as this replica has not read what stands there. */
    Optional<Checkpoint> of(String clinic) {
        followers.requireCaughtUp(Topics.AUDIT_CHECKPOINTS);
        return Optional.ofNullable(newest.get(clinic));
    }

    private static Checkpoint read(AuditCheckpoint published) {
        return new Checkpoint(
                published.clinic(),
                published.size(),
                published.previous(),
                HexFormat.of().parseHex(published.root()),
                HexFormat.of().parseHex(published.head()),
                published.at(),
                published.keyId(),
                Base64.getUrlDecoder().decode(published.signature()));
    }

    static AuditCheckpoint toPublish(Checkpoint checkpoint) {
        return new AuditCheckpoint(
                checkpoint.clinic(),
                checkpoint.size(),
                checkpoint.previous(),
                HexFormat.of().formatHex(checkpoint.root()),
                HexFormat.of().formatHex(checkpoint.head()),
                checkpoint.at(),
                checkpoint.keyId(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(checkpoint.signature()));
    }
}
