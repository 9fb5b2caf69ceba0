package org.visita.audit.proof;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.visita.proof.Checkpoint;

/** A checkpoint, as everybody writes it. */
@Schema(name = "AuditCheckpoint")
record CheckpointView(
        String clinic, long size, long previous, String root, String head, Instant at, String keyId, String signature) {

    static CheckpointView of(Checkpoint checkpoint) {
        return new CheckpointView(
                checkpoint.clinic(),
                checkpoint.size(),
                checkpoint.previous(),
                hex(checkpoint.root()),
                hex(checkpoint.head()),
                checkpoint.at(),
                checkpoint.keyId(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(checkpoint.signature()));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(CheckpointView::hex).toList();
    }
}
