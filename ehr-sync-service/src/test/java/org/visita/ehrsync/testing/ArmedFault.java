package org.visita.ehrsync.testing;

import java.util.HashMap;
import java.util.Map;

/** A fault at work: how often it has struck, and since when. */
final class ArmedFault {

    private final Fault fault;
    private final long since = System.nanoTime();
    private final Map<String, Integer> perWrite = new HashMap<>();
    private int struck;

    ArmedFault(Fault fault) {
        this.fault = fault;
    }

    synchronized boolean strikes(EhrRequest request) {
        if (isOver() || !fault.concerns(request) || !strikesWrite(request)) {
            return false;
        }
        struck++;
        return true;
    }

    synchronized boolean isOver() {
        return struck >= fault.extent().times()
                || System.nanoTime() - since >= fault.extent().lasting().toNanos();
    }

    Misdeed deed() {
        return fault.deed();
    }

    private boolean strikesWrite(EhrRequest request) {
        int most = fault.extent().timesEach();
        return most == Integer.MAX_VALUE || perWrite.merge(request.write(), 1, Integer::sum) <= most;
    }
}
