package org.visita.ehrsync.delivery;

import org.visita.ehrsync.destination.ConnectionRef;

/**
 * A connection whose circuit is this transaction's.
 *
 * @param probing whether it is only asked if it is back
 * @param most deliveries that it may have under way, over all replicas
 */
record ClaimableConnection(ConnectionRef connection, boolean probing, int most) {}
