package org.visita.rules;

import java.util.Comparator;
import java.util.List;

/** One practitioner at one location: all their schedules there, and the rooms they can use, by id. */
record Rota(String practitionerId, Location location, List<Schedule> schedules, List<Room> rooms) {

    /** The order in which slots with the same start are listed. */
    static final Comparator<Rota> ORDER =
            Comparator.comparing(Rota::practitionerId).thenComparing(rota -> rota.location.id());
}
