package org.visita.fhirkit;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.OperationOutcome;

/** One page of a search, cut by the database already, with the number of all matches. */
public final class FoundPage implements IBundleProvider {

    private final List<IBaseResource> page;
    private final int total;

    /** @param page matches that {@link FhirParameters} asks for */
    public FoundPage(List<? extends IBaseResource> page, long total, RequestDetails request) {
        this.page = new ArrayList<>(page);
        this.total = Math.toIntExact(total);
        OperationOutcome ignored = FhirParameters.ignored(request);
        if (ignored != null) {
            ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(ignored, BundleEntrySearchModeEnum.OUTCOME);
            this.page.add(ignored);
        }
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        return page;
    }

    @Override
    public Integer size() {
        return total;
    }

    @Override
    public IPrimitiveType<Date> getPublished() {
        return null;
    }

    @Override
    public String getUuid() {
        return null;
    }

    @Override
    public Integer preferredPageSize() {
        return null;
    }
}
