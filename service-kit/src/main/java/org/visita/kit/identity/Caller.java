package org.visita.kit.identity;

import java.util.Set;
import org.visita.contracts.Actor;

/**
 * Who is asking, as the gateway's token says.
 *
 * @param clinic the tenant; comes from the token and from nowhere else
 * @param actor who acts
 * @param scopes what the caller may do
 * @param reach whose calendars it may do it with
 */
public record Caller(String clinic, Actor actor, Set<String> scopes, Reach reach) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
