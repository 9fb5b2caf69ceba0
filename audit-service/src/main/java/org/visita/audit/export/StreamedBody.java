package org.visita.audit.export;

import io.smallrye.mutiny.Multi;
import java.time.Duration;

/**
 * The body of an answer that is made while it is sent.
 *
 * @param chunks each asked for when the one before is on its way; a failure breaks the answer off
 * @param patience for how long a caller may take for one chunk
 */
record StreamedBody(Multi<byte[]> chunks, Duration patience) {}
