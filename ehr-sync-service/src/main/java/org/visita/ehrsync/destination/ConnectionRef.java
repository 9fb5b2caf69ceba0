package org.visita.ehrsync.destination;

import java.util.UUID;

/** A connection, by clinic and id. */
public record ConnectionRef(String clinic, UUID id) {}
