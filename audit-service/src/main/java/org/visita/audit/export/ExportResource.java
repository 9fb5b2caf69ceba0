package org.visita.audit.export;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.audit.search.AskedEntries;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;

/** The trail of the caller's clinic as a file, of any size. */
@Path("/v1/audit/export")
public class ExportResource {

    @Inject
    CurrentCaller callers;

    @Inject
    ExportTrail export;

    @GET
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.export", resource = "AuditEntry")
    @Produces({ExportFormat.NDJSON_TYPE, ExportFormat.CSV_TYPE})
    @APIResponse(
            responseCode = "200",
            description =
                    "Without filters and as NDJSON: the chain, which can be verified by itself. It is whole if its"
                            + " last line is the end.",
            content = {
                @Content(mediaType = ExportFormat.NDJSON_TYPE, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = ExportFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> export(
            @BeanParam AskedEntries asked,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"ndjson", "csv"}))
                    String format,
            @Context HttpHeaders headers) {
        ExportFormat file = ExportFormat.of(format, headers.getAcceptableMediaTypes());
        return export.export(callers.get().clinic(), asked.filter(), file).map(body -> Response.ok(body)
                .type(file.contentType())
                .header("Content-Disposition", "attachment; filename=\"audit." + file.word() + "\"")
                .header("Cache-Control", "no-store")
                .build());
    }
}
