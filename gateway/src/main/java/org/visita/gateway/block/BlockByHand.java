package org.visita.gateway.block;

import io.netty.util.NetUtil;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.KeyGrant;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.limit.NetworkNames;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/** Blocks a key or an address because a person says so. */
@ApplicationScoped
class BlockByHand {

    private static final Duration LONGEST = Duration.ofDays(30);

    private final KeyTable keys;
    private final KeyGrant grant;
    private final NetworkNames names;
    private final Blocks blocks;
    private final BlockWrites writes;
    private final LiftBlock lift;
    private final Ladder ladder;
    private final Clock clock;

    @Inject
    BlockByHand(
            KeyTable keys,
            KeyGrant grant,
            NetworkNames names,
            Blocks blocks,
            BlockWrites writes,
            LiftBlock lift,
            GatewayConfig config,
            Clock clock) {
        this.keys = keys;
        this.grant = grant;
        this.names = names;
        this.blocks = blocks;
        this.writes = writes;
        this.lift = lift;
        this.ladder = Ladder.of(config.blocking());
        this.clock = clock;
    }

    /**
     * What is to be blocked, and until when.
     *
     * @param reason as the person wrote it
     */
    record Order(Offender offender, Instant until, String reason) {}

    /** Refuses what is not well-formed, and what the caller may not block. */
    Order check(Caller caller, BlockJson.NewBlock request) {
        if (request == null || (request.keyId() == null) == (request.address() == null)) {
            throw Refusal.invalid("", "names one of keyId and address").asException();
        }
        Instant until = until(request);
        String reason = Reason.of(request.reason());
        return new Order(
                request.keyId() != null ? key(caller, request.keyId()) : address(caller, request.address()),
                until,
                reason);
    }

    /** Inside a transaction. Stands from now on in place of the block that the caller may have already, which is lifted. */
    Uni<BlockEntity> block(Caller caller, Order order) {
        return blocks.lastAlone(order.offender()).chain(last -> {
            Instant now = clock.instant();
            int step = ladder.kept(last == null ? null : last.toAccessBlock(), now);
            BlockEntity row = BlockEntity.of(Ids.next(), order.offender(), step, now, order.until());
            row.reason = order.reason();
            row.blockedBy = caller.actor().toString();
            row.byOperator = FindBlocks.isOperator(caller);
            return replace(caller, last, row, now).chain(() -> blocks.add(row)).call(writes::announce);
        });
    }

    private Uni<Void> replace(Caller caller, BlockEntity last, BlockEntity row, Instant now) {
        return last != null && last.stands(now)
                ? lift.lift(caller, last, "Replaced by block " + row.id)
                : Uni.createFrom().voidItem();
    }

    private Instant until(BlockJson.NewBlock request) {
        Instant now = clock.instant();
        Instant until =
                request.until() == null ? null : request.until().toInstant().truncatedTo(ChronoUnit.MICROS);
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw Refusal.invalid("/until", "is in the future, at most 30 days ahead")
                    .asException();
        }
        return until;
    }

    private Offender key(Caller caller, String keyId) {
        KnownKey key = keys.find(keyId)
                .filter(found -> FindBlocks.isOperator(caller) || found.clinic().equals(caller.clinic()))
                .orElseThrow(() -> Refusal.unknownReference("/keyId").asException());
        grant.refuseAbove(caller, key.record());
        if (key.id().equals(caller.actor().id())) {
            throw CommonRefusal.FORBIDDEN
                    .because("A key does not block itself: nobody could lift it with that key.")
                    .asException();
        }
        return Offender.key(key.id(), key.clinic());
    }

    private Offender address(Caller caller, String address) {
        if (!FindBlocks.isOperator(caller)) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only a platform operator blocks addresses: they belong to no clinic.")
                    .asException();
        }
        if (!NetUtil.isValidIpV4Address(address) && (!NetUtil.isValidIpV6Address(address) || address.contains("%"))) {
            throw Refusal.invalid("/address", "is an IPv4 or IPv6 address").asException();
        }
        String network = ClientAddress.of(address).network();
        return Offender.network(names.of(network), network);
    }
}
