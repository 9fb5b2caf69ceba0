package org.visita.gateway.portal;

import java.util.List;
import java.util.Optional;

/** What the door lets through, for those who describe it. */
public interface Surface {

    /**
     * One resource of one API.
     *
     * @param path up to and with the resource: {@code /v1/bookings}
     * @param read scope for GET and HEAD
     * @param write scope for what changes it; null where nothing can be changed
     */
    record Resource(String path, String read, String write) {}

    /** An operation that counts for more than one request, and the reason. */
    record Costly(String operation, int weight, String why) {}

    /** Sorted by path. */
    List<Resource> resources();

    /**
     * The scope that an operation needs; empty if it does not get through.
     *
     * @param path with names in braces where ids stand
     */
    Optional<String> scopeOf(String method, String path);

    /** For how many requests it counts; {@code path} as above. */
    int weightOf(String method, String path);

    /** All that count for more than one. */
    List<Costly> costly();
}
