package org.visita.gateway.block;

import org.visita.contracts.access.AccessBlock.Kind;

/**
 * Whom a block is about.
 *
 * @param subject the key's id; of a network its name
 * @param network as {@link org.visita.gateway.limit.ClientAddress#network()}; null for a key
 * @param clinic null for a network
 */
record Offender(Kind kind, String subject, String network, String clinic) {

    static Offender key(String id, String clinic) {
        return new Offender(Kind.KEY, id, null, clinic);
    }

    static Offender network(String name, String network) {
        return new Offender(Kind.ADDRESS, name, network, null);
    }

    /** A network's name changes with the pepper; the database has the network itself. */
    String inDatabase() {
        return network == null ? subject : network;
    }
}
