package org.visita.audit.proof;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That an entry is in the trail: SHA-256 over {@code previous} and the entry is {@code hash}, and that is a leaf of the
 * tree whose root the checkpoint signs.
 *
 * @param entry canonical JSON (RFC 8785)
 * @param previous hash of the entry before, hexadecimal
 * @param leaf its number in the tree, from 0
 * @param size of the tree
 * @param path siblings from the leaf to the root (RFC 6962, section 2.1.1), hexadecimal
 */
@Schema(name = "AuditInclusion")
record InclusionView(
        @JsonRawValue @Schema(implementation = Object.class) String entry,
        long position,
        String previous,
        String hash,
        long leaf,
        long size,
        List<String> path,
        CheckpointView checkpoint) {}
