package org.visita.local.bench.slots;

import java.time.Instant;

/** When whom: what is compared between two searches. */
record FreeSlot(Instant start, String practitionerId) {}
