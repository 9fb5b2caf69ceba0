package org.visita.kit.rest;

import java.util.UUID;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.Refusal;

/** Ids in the address of a request. */
public final class PathIds {

    private PathIds() {}

    /** @throws org.visita.kit.problem.RefusedException {@code not-found}: what is no id of ours names nothing */
    public static UUID known(String id) {
        return Ids.parse(id).orElseThrow(() -> Refusal.notFound().asException());
    }
}
