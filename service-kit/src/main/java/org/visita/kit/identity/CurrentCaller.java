package org.visita.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.visita.contracts.Actor;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/** The caller of the running request. */
@ApplicationScoped
public class CurrentCaller {

    private final JsonWebToken token;

    @Inject
    CurrentCaller(JsonWebToken token) {
        this.token = token;
    }

    /** @throws org.visita.kit.problem.RefusedException if the token names no clinic or no actor */
    public Caller get() {
        String clinic = token.getClaim("clinic");
        String actor = token.getClaim("actor");
        String scope = token.getClaim("scope");
        if (clinic == null || actor == null) {
            throw CommonRefusal.UNAUTHENTICATED
                    .because("A valid token is needed.")
                    .asException();
        }
        return new Caller(
                clinic,
                Actor.parse(actor),
                scope == null ? Set.of() : Set.of(scope.split(" ")),
                Reach.of(ids("practitioner"), ids("location")));
    }

    /** Whether the door carries the request, and so writes its entry in the audit trail. */
    public boolean throughDoor() {
        return isThroughDoor(token);
    }

    /** As {@link #throughDoor}, of a token that is at hand. */
    public static boolean isThroughDoor(JsonWebToken token) {
        // A boolean of Java or of JSON, by where the token was read.
        return "true".equals(String.valueOf(token.<Object>getClaim("door")));
    }

    /** A claim that is there, but has no ids, would limit to nobody: it must not be taken for no limit. */
    private Set<String> ids(String name) {
        Object claim = token.getClaim(name);
        Set<String> ids =
                switch (claim) {
                    case null -> Set.of();
                    case String one -> Set.of(one);
                    case JsonString one -> Set.of(one.getString());
                    case Collection<?> many ->
                        many.stream().map(CurrentCaller::text).collect(Collectors.toUnmodifiableSet());
                    default -> throw notUnderstood();
                };
        if (claim != null && ids.isEmpty()) {
            throw notUnderstood();
        }
        return ids;
    }

    private static String text(Object id) {
        return id instanceof JsonString json ? json.getString() : String.valueOf(id);
    }

    private static RefusedException notUnderstood() {
        return CommonRefusal.UNAUTHENTICATED.because("A valid token is needed.").asException();
    }
}
