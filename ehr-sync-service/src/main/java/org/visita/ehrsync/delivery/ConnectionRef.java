package org.visita.ehrsync.delivery;

import java.util.UUID;

/** A connection, by clinic and id. */
public record ConnectionRef(String clinic, UUID id) {}
