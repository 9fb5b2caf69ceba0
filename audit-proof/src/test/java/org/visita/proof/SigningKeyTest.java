package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    /** RFC 8032, section 7.1, test 1; RFC 8037, appendix A, has the same key. */
    private static final SigningKey KNOWN =
            Exports.key(HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private final Checkpoint signed =
            KNOWN.sign("c", 3, 1, new byte[32], new byte[32], Instant.parse("2026-11-22T10:00:00.000001Z"));

    @Test
    void the_public_key_is_made_of_the_private_one() {
        assertThat(HexFormat.of().formatHex(KNOWN.publicKey()))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void its_id_is_the_thumbprint_of_rfc_8037() {
        assertThat(KNOWN.id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void what_it_signed_is_known_by_its_public_key_in_every_form() {
        String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\"}";
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(KNOWN.publicKey()));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(spki)
                + "\n-----END PUBLIC KEY-----\n";
        for (String text : List.of(
                jwk,
                "{\"keys\":[" + jwk + "]}",
                "{ \"keys\" : [ {\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"}, " + jwk + " ] }",
                pem,
                pem + pem)) {
            assertThat(PublicKeys.parse(text).signed(signed)).isTrue();
        }
    }

    @Test
    void no_part_of_a_checkpoint_can_be_altered() {
        PublicKeys keys = PublicKeys.of(List.of(KNOWN.publicKey()));
        byte[] other = new byte[32];
        other[31] = 1;
        assertThat(keys.signed(signed)).isTrue();
        for (Checkpoint altered : List.of(
                new Checkpoint(
                        "d", 3, 1, signed.root(), signed.head(), signed.at(), signed.keyId(), signed.signature()),
                new Checkpoint(
                        "c", 3, 2, signed.root(), signed.head(), signed.at(), signed.keyId(), signed.signature()),
                new Checkpoint(
                        "c", 4, 1, signed.root(), signed.head(), signed.at(), signed.keyId(), signed.signature()),
                new Checkpoint("c", 3, 1, other, signed.head(), signed.at(), signed.keyId(), signed.signature()),
                new Checkpoint("c", 3, 1, signed.root(), other, signed.at(), signed.keyId(), signed.signature()),
                new Checkpoint(
                        "c",
                        3,
                        1,
                        signed.root(),
                        signed.head(),
                        signed.at().plusNanos(1000),
                        signed.keyId(),
                        signed.signature()),
                new Checkpoint("c", 3, 1, signed.root(), signed.head(), signed.at(), signed.keyId(), other),
                new Checkpoint("c", 3, 1, signed.root(), signed.head(), signed.at(), signed.keyId(), new byte[64]),
                new Checkpoint("c", 3, 1, signed.root(), signed.head(), signed.at(), "another", signed.signature()))) {
            assertThat(keys.signed(altered)).isFalse();
        }
    }

    @Test
    void what_is_no_key_is_refused() {
        for (String text : List.of(
                "",
                "{}",
                "{\"keys\":[]}",
                "[]",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}")) {
            assertThatThrownBy(() -> PublicKeys.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SigningKey.of(new byte[48])).isInstanceOf(IllegalArgumentException.class);
    }
}
