package org.visita.kit.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.visita.kit.paging.Page;

/** A page as a response: the link to the next one stands in the body and in the header (RFC 8288). */
public final class PageLinks {

    private PageLinks() {}

    public static Response respond(Page<?> page, UriInfo uri) {
        return respond(page, page.next(), uri);
    }

    /** @param next cursor of the next page, which keeps all other parameters; null on the last one */
    public static Response respond(Object page, String next, UriInfo uri) {
        Response.ResponseBuilder response = Response.ok(page);
        if (next != null) {
            // A relative reference: this service does not know under which name the caller reached the gateway.
            String query = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", next)
                    .build()
                    .getRawQuery();
            response.header("Link", "<" + uri.getRequestUri().getRawPath() + "?" + query + ">; rel=\"next\"");
        }
        return response.build();
    }
}
