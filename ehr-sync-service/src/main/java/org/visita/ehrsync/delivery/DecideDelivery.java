package org.visita.ehrsync.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Written;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.ids.Ids;

/** From how deliveries went, and what the database knows of them, to what is written. Touches no database itself. */
@ApplicationScoped
class DecideDelivery {

    private static final Logger LOG = Logger.getLogger(DecideDelivery.class);

    private final DeliveryPolicy policy;
    private final CircuitRules circuitRules;
    private final SyncAnnouncer announcer;

    @Inject
    DecideDelivery(DeliveryPolicy policy, CircuitRules circuitRules, SyncAnnouncer announcer) {
        this.policy = policy;
        this.circuitRules = circuitRules;
        this.announcer = announcer;
    }

    /** @param records by lease; what lost its lease is not there */
    Settling about(
            List<Settlement> batch, Map<UUID, DeliveryRecord> records, Map<ConnectionRef, LockedCircuit> circuits) {
        Settling settling = new Settling(circuits);
        for (Settlement settlement : batch) {
            DeliveryRecord record = records.get(settlement.delivery().lease());
            if (record == null) {
                LOG.warnf(
                        "Booking %s took longer than the lease of its delivery; another worker has it now",
                        settlement.delivery().bookingId());
            } else {
                settling.settled.add(settlement);
                decide(settlement, record, settling);
            }
        }
        return settling;
    }

    private void decide(Settlement settlement, DeliveryRecord record, Settling settling) {
        ClaimedDelivery delivery = settlement.delivery();
        LockedCircuit circuit = settling.circuits.computeIfPresent(
                delivery.connection(),
                (connection, before) -> circuitRules.after(before, delivery, settlement.outcome(), record));
        if (settlement.outcome() instanceof Written written) {
            DeliveryChange change = DeliveryChange.written(delivery, written, record);
            settling.changes.add(change);
            if (record.deadLetter() != null && change.letter() == null) {
                settling.resolved.add(change);
            }
            settling.records.add(announcer.written(delivery, written).within(settlement.traceParent()));
        } else if (!record.isPending()) {
            // An operator decided about it meanwhile: that it did not work is no news.
            settling.changes.add(DeliveryChange.afresh(delivery, record));
        } else {
            notWritten(
                    settlement,
                    record,
                    policy.decide(
                            settlement.outcome(), delivery.target().retry(), delivery.version(), record, circuit.now()),
                    settling);
        }
    }

    private void notWritten(Settlement settlement, DeliveryRecord record, Verdict verdict, Settling settling) {
        ClaimedDelivery delivery = settlement.delivery();
        switch (verdict) {
            case Verdict.Superseded superseded -> settling.changes.add(DeliveryChange.afresh(delivery, record));
            case Verdict.Again again -> {
                if (again.attempts() > record.attempts()) {
                    LOG.infof(
                            "Attempt %d of %d to bring booking %s to connection %s failed (%s); next try in %d ms,"
                                    + " after the last it goes to the dead letters",
                            again.attempts(),
                            delivery.target().retry().attempts(),
                            delivery.bookingId(),
                            delivery.connection().id(),
                            settlement.outcome().problem(),
                            again.pause().toMillis());
                }
                settling.changes.add(
                        DeliveryChange.again(delivery, again, record, !(settlement.outcome() instanceof NotYet)));
            }
            case Verdict.GiveUp giveUp -> giveUp(settlement, record, giveUp, settling);
        }
    }

    private void giveUp(Settlement settlement, DeliveryRecord record, Verdict.GiveUp giveUp, Settling settling) {
        ClaimedDelivery delivery = settlement.delivery();
        Failure failure = settlement.outcome().problem();
        LOG.errorf(
                "Booking %s, version %d, is a dead letter of connection %s after %d attempt(s) (%s: %s);"
                        + " a newer version or a replay brings it back",
                delivery.bookingId(),
                delivery.version(),
                delivery.connection().id(),
                giveUp.attempts(),
                failure,
                failure.message());
        UUID letter = record.deadLetter() == null ? Ids.next() : record.deadLetter();
        GivenUp givenUp = new GivenUp(letter, settlement, giveUp, failure, record);
        settling.givenUp.add(givenUp);
        DeliveryChange dead = DeliveryChange.dead(delivery, giveUp, record, letter);
        settling.changes.add(failure.beforeTheEhr() ? dead.neverAsked() : dead);
        settling.records.add(DeadLetterRecord.of(givenUp).within(settlement.traceParent()));
        settling.records.add(
                announcer.failed(delivery, record.externalId(), failure).within(settlement.traceParent()));
    }
}
