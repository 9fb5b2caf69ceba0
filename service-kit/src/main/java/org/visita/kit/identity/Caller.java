package org.visita.kit.identity;

import java.util.Set;
import org.visita.contracts.Actor;

/**
 * Who is asking, as the gateway's token says.
 *
 * @param clinic the tenant; comes from the token and from nowhere else
 * @param actor who acts
 * @param scopes what the caller may do
 */
public record Caller(String clinic, Actor actor, Set<String> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
