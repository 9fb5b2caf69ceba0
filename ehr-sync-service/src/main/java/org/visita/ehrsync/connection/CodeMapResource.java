package org.visita.ehrsync.connection;

import static org.visita.kit.rest.PathIds.known;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** What an EHR calls what we call otherwise, as JSON and as CSV. */
@Path("/v1/connections/{id}/code-maps")
public class CodeMapResource {

    @Inject
    CurrentCaller caller;

    @Inject
    FindCodeMaps findCodeMaps;

    @Inject
    ReplaceCodeMaps replaceCodeMaps;

    @Inject
    DeliveryDispatcher dispatcher;

    @Inject
    ObjectMapper json;

    /** A page of them as JSON, or all of them as CSV. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, CodeMapCsv.MEDIA_TYPE})
    @PermissionsAllowed("sync:read")
    @Audited(value = "code-maps.list", resource = "Connection")
    public Uni<Response> list(
            @RestPath String id,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        String clinic = caller.get().clinic();
        return wantsCsv(headers)
                ? findCodeMaps.export(clinic, known(id)).map(CodeMapResource::csv)
                : findCodeMaps
                        .list(clinic, known(id), PageRequest.of(limit, cursor))
                        .map(page -> PageLinks.respond(page, uri));
    }

    /** Replaces all of them, or none if one is wrong. */
    @PUT
    @Consumes({MediaType.APPLICATION_JSON, CodeMapCsv.MEDIA_TYPE})
    @PermissionsAllowed("sync:operate")
    @Audited(value = "code-maps.replace", resource = "Connection")
    public Uni<Response> replace(
            @RestPath String id,
            byte[] body,
            @HeaderParam("Content-Type") MediaType type,
            @HeaderParam("If-Match") String ifMatch)
            throws IOException {
        List<CodeMapLine> lines = isCsv(type) ? CodeMapCsv.read(body) : items(body);
        return replaceCodeMaps
                .replace(caller.get().clinic(), known(id), lines, ifMatch)
                .invoke(dispatcher::wake)
                .map(replaced -> Response.ok(replaced, MediaType.APPLICATION_JSON_TYPE)
                        .header("ETag", Etags.of(replaced.version()))
                        .build());
    }

    private List<CodeMapLine> items(byte[] body) throws IOException {
        if (body.length == 0) {
            throw Refusal.invalid("", "is missing").asException();
        }
        CodeMapJson.Wanted wanted = json.readValue(body, CodeMapJson.Wanted.class);
        if (wanted == null || wanted.items() == null || wanted.items().contains(null)) {
            throw Refusal.invalid("/items", "is a list of entries").asException();
        }
        return CodeMapLine.checked(
                IntStream.range(0, wanted.items().size())
                        .mapToObj(index -> new CodeMapLine(
                                "/items/" + index, wanted.items().get(index).toEntry()))
                        .toList(),
                List.of());
    }

    private static Response csv(FindCodeMaps.Export export) {
        return Response.ok(CodeMapCsv.write(export.entries()), CodeMapCsv.MEDIA_TYPE + ";charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"code-maps.csv\"")
                .header("ETag", Etags.of(export.version()))
                .build();
    }

    private static boolean wantsCsv(HttpHeaders headers) {
        List<MediaType> accepted = headers.getAcceptableMediaTypes();
        return !accepted.isEmpty() && isCsv(accepted.getFirst());
    }

    private static boolean isCsv(MediaType type) {
        return type != null && "text".equals(type.getType()) && "csv".equals(type.getSubtype());
    }
}
