package org.visita.ehrsync.delivery;

import java.util.UUID;

/**
 * A delivery that becomes a dead letter.
 *
 * @param letter its id; of a booking that has a dead letter already, as after a replay that failed, that one's
 */
record GivenUp(UUID letter, Settlement settlement, Verdict.GiveUp verdict, Failure failure, DeliveryRecord before) {

    ClaimedDelivery delivery() {
        return settlement.delivery();
    }
}
