package org.visita.ehrsync.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.visita.ehrsync.access.SmartKeys;
import org.visita.ehrsync.destination.Credentials;
import org.visita.kit.problem.FieldError;

/**
 * Credentials as they come in: never as they go out. The fields that a type does not have are null.
 *
 * @param privateJwk ES384 or RS384 (RFC 7517); if it is left out, a key is made here
 */
record CredentialsJson(
        String type,
        String token,
        String tokenUrl,
        String clientId,
        String clientSecret,
        String scope,
        String keyId,
        Map<String, Object> privateJwk) {

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_SECRET = 8192;

    private static final Map<String, Set<String>> FIELDS = Map.of(
            Credentials.NONE, Set.of(),
            Credentials.BEARER, Set.of("token"),
            Credentials.CLIENT_CREDENTIALS, Set.of("tokenUrl", "clientId", "clientSecret", "scope"),
            Credentials.SMART_BACKEND, Set.of("tokenUrl", "clientId", "scope", "keyId", "privateJwk"));

    void check(TargetAddress targets, List<FieldError> errors) {
        Set<String> fields = type == null ? null : FIELDS.get(type);
        if (fields == null) {
            errors.add(new FieldError("/credentials/type", "is none, bearer, client-credentials or smart-backend"));
            return;
        }
        values().forEach((name, value) -> {
            if (value != null && !fields.contains(name)) {
                errors.add(new FieldError("/credentials/" + name, "does not belong to credentials of this type"));
            }
        });
        if (fields.contains("token") && (token == null || !token.matches("[\\x21-\\x7e]{1," + LONGEST_SECRET + "}"))) {
            errors.add(new FieldError("/credentials/token", "is a token: visible ASCII characters"));
        }
        if (fields.contains("tokenUrl")) {
            checkClient(targets, errors);
        }
        if (fields.contains("clientSecret")) {
            Bounds.check(errors, "/credentials/clientSecret", clientSecret, LONGEST_SECRET);
        }
        if (fields.contains("keyId")) {
            checkKey(errors);
        }
    }

    private void checkClient(TargetAddress targets, List<FieldError> errors) {
        targets.problemOf(tokenUrl).ifPresent(problem -> errors.add(new FieldError("/credentials/tokenUrl", problem)));
        Bounds.check(errors, "/credentials/clientId", clientId, LONGEST_TEXT);
        if (scope != null || Credentials.SMART_BACKEND.equals(type)) {
            Bounds.check(errors, "/credentials/scope", scope, LONGEST_TEXT);
        }
    }

    private void checkKey(List<FieldError> errors) {
        if (keyId != null) {
            Bounds.check(errors, "/credentials/keyId", keyId, LONGEST_TEXT);
        }
        if (privateJwk != null) {
            SmartKeys.problemOf(privateJwk)
                    .ifPresent(problem -> errors.add(new FieldError("/credentials/privateJwk", problem)));
        }
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("token", token);
        values.put("tokenUrl", tokenUrl);
        values.put("clientId", clientId);
        values.put("clientSecret", clientSecret);
        values.put("scope", scope);
        values.put("keyId", keyId);
        values.put("privateJwk", privateJwk);
        return values;
    }

    /**
     * @param current of the connection
     * @param sameEhr whether the EHR stands where it stood: only then a key that was made here may go on being used, as
     *     what it obtains is sent there
     */
    Credentials toCredentials(Credentials current, boolean sameEhr) {
        return switch (type) {
            case Credentials.BEARER -> new Credentials.Bearer(token);
            case Credentials.CLIENT_CREDENTIALS ->
                new Credentials.ClientCredentials(tokenUrl, clientId, clientSecret, scope);
            case Credentials.SMART_BACKEND -> smart(current, sameEhr);
            default -> new Credentials.None();
        };
    }

    private Credentials smart(Credentials current, boolean sameEhr) {
        if (privateJwk != null) {
            String kid = keyId == null ? SmartKeys.idOf(privateJwk) : keyId;
            return new Credentials.SmartBackend(tokenUrl, clientId, scope, kid, SmartKeys.json(privateJwk));
        }
        if (sameEhr
                && current instanceof Credentials.SmartBackend before
                && before.tokenUrl().equals(tokenUrl)) {
            // Whatever clientId says: an EHR gives it out for the key, so it comes after.
            String kid = Objects.requireNonNullElse(keyId, before.keyId());
            return new Credentials.SmartBackend(tokenUrl, clientId, scope, kid, before.privateJwk());
        }
        String made = SmartKeys.make();
        String kid = keyId == null ? SmartKeys.idOf(made) : keyId;
        return new Credentials.SmartBackend(tokenUrl, clientId, scope, kid, made);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return String.valueOf(type);
    }
}
