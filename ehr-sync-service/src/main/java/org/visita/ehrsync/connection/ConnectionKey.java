package org.visita.ehrsync.connection;

import java.util.UUID;

/** The clinic comes first: nothing is found without it. */
record ConnectionKey(String clinic, UUID id) {}
