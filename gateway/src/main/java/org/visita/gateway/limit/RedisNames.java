package org.visita.gateway.limit;

/**
 * The keys of one caller in Redis. What one script touches has the clinic in braces, so that in a Redis Cluster it
 * stands on one node.
 *
 * @param shared what the names begin with that all callers of the clinic share
 * @param own what the names of this caller begin with
 */
record RedisNames(String shared, String own) {

    static final RedisNames PROBE = new RedisNames("visita:{probe}:", "visita:{probe}:");

    static RedisNames ofCaller(String clinic, String id) {
        String shared = "visita:{" + clinic + "}:";
        return new RedisNames(shared, shared + id + ":");
    }

    /** @param network hashed: addresses of people do not belong in there */
    static RedisNames ofNetwork(String network) {
        String name = "visita:{network:" + network + "}:";
        return new RedisNames(name, name);
    }

    String of(Quota.Window window) {
        return (window.isShared() ? shared : own) + window.name();
    }

    String flag() {
        return own + "blocked";
    }
}
