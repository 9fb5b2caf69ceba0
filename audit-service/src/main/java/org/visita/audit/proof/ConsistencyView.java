package org.visita.audit.proof;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That the trail of the first checkpoint is the beginning of that of the second.
 *
 * @param proof of RFC 6962, section 2.1.2, hexadecimal
 */
@Schema(name = "AuditConsistency")
record ConsistencyView(CheckpointView from, CheckpointView to, List<String> proof) {}
