package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** How the parts of a proof are written down. Members always stand in this order. */
final class ProofJson {

    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private ProofJson() {}

    static byte[] of(Checkpoint checkpoint) {
        return new CanonicalObject(512)
                .text("clinic", checkpoint.clinic())
                .number("size", checkpoint.size())
                .number("previous", checkpoint.previous())
                .hex("root", checkpoint.root())
                .hex("head", checkpoint.head())
                .instant("at", checkpoint.at())
                .text("keyId", checkpoint.keyId())
                .text("signature", Base64Url.of(checkpoint.signature()))
                .bytes();
    }

    static byte[] of(TreeAt tree) {
        return new CanonicalObject(1024)
                .json("checkpoint", of(tree.checkpoint()))
                .json("frontier", hashes(tree.frontier()))
                .bytes();
    }

    static byte[] of(Expiry expiry) {
        return new CanonicalObject(320)
                .number("through", expiry.through())
                .instant("expiredAt", expiry.expiredAt())
                .number("months", expiry.months())
                .text("keyId", expiry.keyId())
                .text("signature", Base64Url.of(expiry.signature()))
                .bytes();
    }

    static byte[] of(Opened opened) {
        return new CanonicalObject(256)
                .hex("salt", opened.salt())
                .json("details", opened.details())
                .bytes();
    }

    static byte[] hashes(List<byte[]> hashes) {
        return hashes.stream()
                .map(HexFormat.of()::formatHex)
                .collect(Collectors.joining("\",\"", hashes.isEmpty() ? "[" : "[\"", hashes.isEmpty() ? "]" : "\"]"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
