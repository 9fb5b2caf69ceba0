package org.visita.gateway.pipe;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * What the gateway asks a service for a caller, when it puts the answer together itself.
 *
 * @param pathAndQuery normalised
 * @param body null: none
 * @param isChange whether it may change something: once it is sent, its answer is waited for, also if the caller leaves
 */
public record Question(HttpMethod method, String pathAndQuery, MultiMap headers, Buffer body, boolean isChange) {}
