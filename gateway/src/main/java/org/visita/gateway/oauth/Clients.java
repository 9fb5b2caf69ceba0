package org.visita.gateway.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;
import org.visita.gateway.key.ApiKey;
import org.visita.gateway.key.KeyCheck;
import org.visita.gateway.oauth.ClientCredentials.Secret;
import org.visita.gateway.oauth.ClientCredentials.SignedAssertion;

/** The clients of the token endpoint are the API keys: a key's id is the client's, and its secret too. */
@ApplicationScoped
class Clients {

    private final KeyCheck keys;
    private final Assertions assertions;

    @Inject
    Clients(KeyCheck keys, Assertions assertions) {
        this.keys = keys;
        this.assertions = assertions;
    }

    /** @throws OAuthRefusal one and the same for a client that is unknown and for one that is not who it says */
    Client authenticate(ClientCredentials credentials) {
        return switch (credentials) {
            case Secret secret ->
                keys.match(keyOf(secret)).map(Client::bySecret).orElseThrow(ClientCredentials::unknown);
            case SignedAssertion signed -> assertions.verify(signed);
        };
    }

    /** The secret alone, as it stands at the key's end with or without the checksum; or the whole key. */
    private static ApiKey keyOf(Secret shown) {
        return Stream.of("", "vis_live_" + shown.clientId() + "_", "vis_test_" + shown.clientId() + "_")
                .map(prefix -> ApiKey.parse(prefix + shown.secret()))
                .flatMap(Optional::stream)
                .filter(key -> key.id().equals(shown.clientId()))
                .findFirst()
                // What is no key is checked like one, so that the time taken does not tell.
                .orElseGet(() -> new ApiKey(ApiKey.Kind.LIVE, shown.clientId(), shown.secret()));
    }
}
