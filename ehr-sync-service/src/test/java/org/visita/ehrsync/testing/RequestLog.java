package org.visita.ehrsync.testing;

import java.util.ArrayList;
import java.util.List;

/** What was asked, in the order in which it came; how much of it, where the list would grow too long. */
final class RequestLog {

    private final List<EhrRequest> requests = new ArrayList<>();
    private boolean countOnly;
    private int count;

    synchronized void add(EhrRequest request) {
        count++;
        if (!countOnly) {
            requests.add(request);
        }
    }

    synchronized void countOnly() {
        countOnly = true;
        requests.clear();
    }

    synchronized int count() {
        return count;
    }

    synchronized List<EhrRequest> all() {
        if (countOnly) {
            throw new IllegalStateException("a forgetful EHR keeps no list of requests");
        }
        return List.copyOf(requests);
    }
}
