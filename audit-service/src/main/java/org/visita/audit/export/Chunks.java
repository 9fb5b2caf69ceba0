package org.visita.audit.export;

import io.smallrye.mutiny.Uni;

/** What a file is made of, piece by piece. */
interface Chunks {

    /** What comes when that was all. */
    byte[] END = new byte[0];

    /** The next piece, which may be empty; {@link #END} itself when that was all. */
    Uni<byte[]> next();
}
