package org.visita.gateway.block;

/** What speaks of abuse when it comes again and again; once or in one burst it is a slip. */
public enum Offence {
    /** 429: more than was allowed. */
    LIMITED,

    /** 401 or 403: nothing of its own. */
    DENIED,

    /** 404 at an address where it has not looked before: somebody tries ids. */
    UNKNOWN
}
