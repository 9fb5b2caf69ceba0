package org.visita.gateway.block;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessBlock.Kind;

/** The row of a block. */
@Entity
@Table(name = "access_block")
class BlockEntity {

    @Id
    @Column(name = "block_id")
    UUID id;

    /** Gives the list its order; the database counts. */
    @Column(insertable = false, updatable = false)
    long seq;

    @Enumerated(EnumType.STRING)
    Kind kind;

    String subject;

    /** Null for a key. */
    String network;

    /** Null for a network, which belongs to nobody. */
    String clinic;

    int step;

    @Column(name = "blocked_at")
    Instant blockedAt;

    @Column(name = "until_at")
    Instant until;

    /** Null for a block by the gateway itself. */
    String reason;

    /** Null for a block by the gateway itself. */
    @Column(name = "blocked_by")
    String blockedBy;

    @Column(name = "lifted_at")
    Instant liftedAt;

    @Column(name = "lifted_by")
    String liftedBy;

    @Column(name = "lift_reason")
    String liftReason;

    int version;

    /** By a person who operates the platform. */
    @Column(name = "by_operator")
    boolean byOperator;

    static BlockEntity of(UUID id, Offender offender, int step, Instant now, Instant until) {
        BlockEntity row = new BlockEntity();
        row.id = id;
        row.kind = offender.kind();
        row.subject = offender.subject();
        row.network = offender.network();
        row.clinic = offender.clinic();
        row.step = step;
        row.blockedAt = now;
        row.until = until;
        row.version = 1;
        return row;
    }

    boolean stands(Instant now) {
        return liftedAt == null && now.isBefore(until);
    }

    void lift(String by, String because, Instant now) {
        liftedAt = now;
        liftedBy = by;
        liftReason = because;
        version++;
    }

    Offender offender() {
        return new Offender(kind, subject, network, clinic);
    }

    /** Without a signature. */
    AccessBlock toAccessBlock() {
        return new AccessBlock(id.toString(), kind, subject, version, step, blockedAt, until, liftedAt != null, null);
    }
}
