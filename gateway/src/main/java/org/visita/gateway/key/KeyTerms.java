package org.visita.gateway.key;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.visita.kit.problem.FieldError;

/**
 * What a key is to be, found valid.
 *
 * @param owner null: nobody in particular
 * @param networks in CIDR notation; empty: it may come from anywhere
 * @param practitioners empty: all
 * @param locations empty: all
 * @param publicKeys JWKs as text
 * @param expiresAt null: never
 */
record KeyTerms(
        String label,
        String owner,
        List<String> scopes,
        int perSecond,
        int perMinute,
        List<String> networks,
        List<String> origins,
        List<String> practitioners,
        List<String> locations,
        List<String> publicKeys,
        Instant expiresAt) {

    /** Each scope that the limits to practitioners and locations would not bound. */
    List<FieldError> contradictions() {
        if (practitioners.isEmpty() && locations.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, scopes.size())
                .filter(i ->
                        Scope.of(scopes.get(i)).filter(Scope::goesWithLimits).isEmpty())
                .mapToObj(
                        i -> new FieldError("/scopes/" + i, "is not for a key that has limitedTo, which bounds it not"))
                .toList();
    }
}
