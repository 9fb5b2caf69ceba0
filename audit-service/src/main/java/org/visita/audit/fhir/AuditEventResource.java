package org.visita.audit.fhir;

import static org.visita.fhirkit.FhirCalls.await;
import static org.visita.kit.rest.PathIds.known;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.IdType;
import org.visita.audit.search.EntryFilter;
import org.visita.audit.search.FindEntries;
import org.visita.audit.search.FoundEntries;
import org.visita.fhirkit.CursorPage;
import org.visita.fhirkit.FhirCalls;
import org.visita.fhirkit.FhirParameters;
import org.visita.fhirkit.FhirResource;
import org.visita.fhirkit.Scope;
import org.visita.kit.audit.Audited;
import org.visita.kit.paging.Cursors;
import org.visita.kit.paging.PageRequest;

/** The trail of the caller's clinic as AuditEvents, to read and to search. */
@Singleton
public class AuditEventResource implements FhirResource {

    private final FindEntries find;
    private final EntryToFhir toFhir;
    private final FhirNames names;

    @Inject
    AuditEventResource(FindEntries find, EntryToFhir toFhir, FhirNames names) {
        this.find = find;
        this.toFhir = toFhir;
        this.names = names;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return AuditEvent.class;
    }

    @Override
    public List<SearchParameter> searchParameters() {
        return AuditEventSearch.PARAMETERS;
    }

    @Override
    public Map<String, String> expressions() {
        return Map.of("?cursor", "?" + FhirParameters.CURSOR);
    }

    @Override
    public Pages pages() {
        return Pages.BY_CURSOR;
    }

    @Override
    public ResourceVersionPolicy versions() {
        return ResourceVersionPolicy.NOVERSION;
    }

    @Read
    @Scope("audit:read")
    @Audited(value = "audit.read", resource = "AuditEntry")
    public AuditEvent read(@IdParam IdType id, RequestDetails request) {
        return toFhir.event(await(() -> find.byId(FhirCalls.caller(request).clinic(), known(id.getIdPart()))));
    }

    @Search(allowUnknownParams = true)
    @Scope("audit:read")
    @Audited(value = "audit.search", resource = "AuditEntry")
    public Bundle search(RequestDetails request) {
        EntryFilter filter = AuditEventSearch.filter(request.getParameters(), names);
        int count = FhirParameters.count(request);
        PageRequest page = new PageRequest(
                Math.max(1, count), FhirParameters.cursor(request).map(Cursors::decode));
        FoundEntries found = await(() -> find.search(FhirCalls.caller(request).clinic(), filter, page));
        List<AuditEvent> matches = count == 0
                ? List.of()
                : found.entries().stream().map(toFhir::event).toList();
        return new CursorPage(matches, count == 0 ? null : found.next(), request)
                .say(GapOutcome.of(found.gaps()))
                .bundle();
    }
}
