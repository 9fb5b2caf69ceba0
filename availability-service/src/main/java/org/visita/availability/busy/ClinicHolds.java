package org.visita.availability.busy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The holds of one clinic. They are few, differ for each viewer and end in minutes without an event: so they are looked
 * through for each search, and what is made ready of the other visits stays free of them. Waits for nobody.
 */
final class ClinicHolds {

    private final Map<UUID, HeldVisit> byId = new ConcurrentHashMap<>();

    void put(HeldVisit held) {
        byId.put(held.visit().id(), held);
    }

    void remove(UUID id) {
        byId.remove(id);
    }

    /** What keeps this viewer out. What has expired is forgotten on the way: time does not come back. */
    List<TakenVisit> keepingOut(Viewer viewer) {
        if (byId.isEmpty()) {
            return List.of();
        }
        byId.values().removeIf(held -> !held.hold().expiresAt().isAfter(viewer.now()));
        return byId.values().stream()
                .filter(held -> viewer.isKeptOutBy(held.hold()))
                .map(HeldVisit::visit)
                .toList();
    }

    int size() {
        return byId.size();
    }
}
