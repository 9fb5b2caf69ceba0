package org.visita.audit.proof;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.visita.proof.PublicKeys;

/** A JWK set (RFC 7517) of Ed25519 keys (RFC 8037). */
@Schema(name = "AuditKeys")
record KeysView(List<Key> keys) {

    @Schema(name = "AuditKey")
    record Key(String kty, String crv, String x, String kid, String use, String alg) {}

    static KeysView of(PublicKeys keys) {
        return new KeysView(keys.byId().entrySet().stream().map(KeysView::key).toList());
    }

    private static Key key(Map.Entry<String, byte[]> key) {
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(key.getValue());
        return new Key("OKP", "Ed25519", x, key.getKey(), "sig", "EdDSA");
    }
}
