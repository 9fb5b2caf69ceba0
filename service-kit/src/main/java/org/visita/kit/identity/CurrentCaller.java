package org.visita.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.visita.contracts.Actor;
import org.visita.kit.problem.CommonRefusal;

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
        return new Caller(clinic, Actor.parse(actor), scope == null ? Set.of() : Set.of(scope.split(" ")));
    }
}
