package org.visita.kit.idempotency;

import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * What a request was answered with, as it can be kept and given again.
 *
 * @param status HTTP status
 * @param headers such as {@code Location} and {@code ETag}
 * @param body JSON
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status).type("application/json;charset=UTF-8");
        headers.forEach(response::header);
        return response.entity(body).build();
    }
}
