package org.visita.local.bench.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.visita.contracts.audit.AuditEvent.Outcome;

/**
 * What callers do, in the shares of a clinic's day: half of it is about a patient. Dealt like cards, so that each hundred
 * in a row has exactly these shares.
 */
final class Acts {

    /**
     * @param ofPatient whether the entry says which patient it is about
     * @param ofRecord whether it is about one record
     * @param code null where it succeeded
     */
    record Act(String action, String resourceType, boolean ofPatient, boolean ofRecord, Outcome outcome, String code) {}

    static final int DECK = 100;

    private final List<Act> deck = new ArrayList<>();
    private final Random random;
    private int next = DECK;

    Acts(Random random) {
        this.random = random;
        add(28, "slot.search", "Slot", false, false);
        add(7, "booking.list", "Booking", false, false);
        add(7, "location.list", "Location", false, false);
        add(4, "appointment.search", "Appointment", false, false);
        add(4, refused("access.refused", "Route", false, "rate-limited"));
        add(15, "booking.read", "Booking", true, true);
        add(14, "booking.create", "Booking", true, true);
        add(10, "patient.read", "Patient", true, true);
        add(3, "booking.cancel", "Booking", true, true);
        add(3, "booking.reschedule", "Booking", true, true);
        add(2, "hold.create", "Hold", true, true);
        add(3, refused("booking.create", "Booking", true, "slot-taken"));
    }

    Act draw() {
        if (next == DECK) {
            Collections.shuffle(deck, random);
            next = 0;
        }
        return deck.get(next++);
    }

    private void add(int share, String action, String resourceType, boolean ofPatient, boolean ofRecord) {
        add(share, new Act(action, resourceType, ofPatient, ofRecord, Outcome.SUCCEEDED, null));
    }

    private void add(int share, Act act) {
        deck.addAll(Collections.nCopies(share, act));
    }

    private static Act refused(String action, String resourceType, boolean ofPatient, String code) {
        return new Act(action, resourceType, ofPatient, false, Outcome.REFUSED, code);
    }
}
