package org.visita.kit.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.visita.kit.paging.Page;

/** A page as a response: the link to the next one stands in the body and in the header (RFC 8288). */
public final class PageLinks {

    private PageLinks() {}

    public static Response respond(Page<?> page, UriInfo uri) {
        Response.ResponseBuilder response = Response.ok(page);
        if (page.next() != null) {
            // A relative reference: this service does not know under which name the caller reached the gateway.
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build()
                    .getRawQuery();
            response.header("Link", "<" + uri.getRequestUri().getRawPath() + "?" + next + ">; rel=\"next\"");
        }
        return response.build();
    }
}
