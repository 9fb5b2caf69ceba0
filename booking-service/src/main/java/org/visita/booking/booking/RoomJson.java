package org.visita.booking.booking;

import java.util.UUID;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.Refusal;

/** A request to give a visit another room. */
public record RoomJson(String roomId) {

    /** @throws org.visita.kit.problem.RefusedException if there is none */
    static UUID checked(RoomJson json) {
        if (json == null || json.roomId == null) {
            throw Refusal.invalid("/roomId", "is needed").asException();
        }
        return Ids.parse(json.roomId)
                .orElseThrow(() -> Refusal.invalid("/roomId", "is not an id").asException());
    }
}
