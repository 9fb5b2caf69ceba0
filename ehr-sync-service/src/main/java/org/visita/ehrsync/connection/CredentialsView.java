package org.visita.ehrsync.connection;

import java.util.Map;
import org.visita.ehrsync.access.SmartKeys;
import org.visita.ehrsync.destination.Credentials;

/**
 * What may be shown of credentials: no secret.
 *
 * @param readable false if they were sealed with another master key: enter them anew
 * @param publicJwk what the EHR checks our signatures with
 */
record CredentialsView(
        String type,
        boolean readable,
        String tokenUrl,
        String clientId,
        String scope,
        String keyId,
        Map<String, Object> publicJwk) {

    static CredentialsView of(Credentials credentials) {
        return switch (credentials) {
            case Credentials.None none -> plain(none, true);
            case Credentials.Bearer bearer -> plain(bearer, true);
            case Credentials.ClientCredentials oauth ->
                new CredentialsView(oauth.type(), true, oauth.tokenUrl(), oauth.clientId(), oauth.scope(), null, null);
            case Credentials.SmartBackend smart ->
                new CredentialsView(
                        smart.type(),
                        true,
                        smart.tokenUrl(),
                        smart.clientId(),
                        smart.scope(),
                        smart.keyId(),
                        SmartKeys.publicOf(smart));
            case Credentials.Unreadable unreadable -> plain(unreadable, false);
        };
    }

    private static CredentialsView plain(Credentials credentials, boolean readable) {
        return new CredentialsView(credentials.type(), readable, null, null, null, null, null);
    }
}
