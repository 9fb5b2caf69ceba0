package org.visita.gateway.door;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What costs more than a request usually does: how many requests it counts for. */
final class Weights {

    /**
     * @param method GET stands for HEAD too
     * @param path the beginning of the address; with {@code ending} null, all of it
     * @param ending the last segment, of an address with an id before it
     * @param why for those who read the list
     */
    record Costly(String method, String path, String ending, int weight, String why) {

        /** As it stands in the docs. */
        String written() {
            return method + " " + path + (ending == null ? "" : "{id}" + ending);
        }

        boolean is(String asked, String target) {
            return method.equals(asked)
                    && (ending == null ? target.equals(path) : target.startsWith(path) && target.endsWith(ending));
        }
    }

    private static final String GET = "GET";
    private static final String POST = "POST";

    /** Everything that is not in here counts for one; a FHIR Bundle for as many as it has entries. */
    static final List<Costly> ALL = List.of(
            new Costly(GET, "/v1/slots", null, 2, "looks through the days of many practitioners"),
            new Costly(GET, "/v1/slots/first", null, 2, "the same, until it finds one"),
            new Costly(GET, "/v1/audit/export", null, 20, "gives out all that is found"),
            new Costly(GET, "/v1/audit/verify", null, 20, "computes the hashes of all that it is asked for"),
            new Costly(POST, "/v1/dead-letters/", "/replay", 5, "asks an EHR, and writes to it"),
            new Costly(POST, "/v1/dead-letters/discards", null, 5, "changes up to 1,000 at once"),
            new Costly(POST, "/v1/replays", null, 5, "starts work on all that match"));

    private Weights() {}

    /** @param path of the request, in its one normal form */
    static int of(HttpMethod method, String path) {
        String asked = method == HttpMethod.HEAD ? GET : method.name();
        for (Costly costly : ALL) {
            if (costly.is(asked, path)) {
                return costly.weight();
            }
        }
        return 1;
    }
}
