package org.visita.ehrsync.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions of bookings were written, in the order in which the EHR took them. A number a write: small enough to
 * be kept when histories are not.
 */
final class WriteLedger {

    private final Map<String, List<Integer>> versions = new HashMap<>();

    synchronized void note(EhrRequest write) {
        if (write.type().equals("Appointment") && !write.booking().isEmpty()) {
            versions.computeIfAbsent(write.booking(), any -> new ArrayList<>(1))
                    .add(FhirPaths.versionOf(write.resource()));
        }
    }

    synchronized List<Integer> of(String bookingId) {
        return List.copyOf(versions.getOrDefault(bookingId, List.of()));
    }

    synchronized Map<String, List<Integer>> all() {
        Map<String, List<Integer>> all = new HashMap<>();
        versions.forEach((booking, written) -> all.put(booking, List.copyOf(written)));
        return all;
    }
}
