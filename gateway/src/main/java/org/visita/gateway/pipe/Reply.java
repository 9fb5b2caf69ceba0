package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What a service says to a {@link Question}, whole. */
public record Reply(int status, MultiMap headers, Buffer body) {}
