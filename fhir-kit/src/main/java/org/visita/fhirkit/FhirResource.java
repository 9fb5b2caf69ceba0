package org.visita.fhirkit;

import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * One resource type of the API. Its methods carry HAPI's annotations, each with {@link Scope} and
 * {@link org.visita.kit.audit.Audited}; without them the API does not answer.
 */
public interface FhirResource extends IResourceProvider {

    /**
     * A search parameter, as the CapabilityStatement lists it.
     *
     * @param documentation what it finds, and with which modifiers or prefixes
     */
    record SearchParameter(String name, SearchParamType type, String documentation) {}

    /** All that can be searched by; anything else is refused, or named in the answer to a lenient search. */
    List<SearchParameter> searchParameters();

    /** How a search is cut into pages. */
    enum Pages {
        /** {@code _offset} and an exact total, for what one person can look through. */
        BY_OFFSET,
        /** {@code _cursor} in the link to the next page, and no total: counting what grows without end takes as long. */
        BY_CURSOR
    }

    default Pages pages() {
        return Pages.BY_OFFSET;
    }

    /** What becomes of the resource's former versions. */
    default ResourceVersionPolicy versions() {
        return ResourceVersionPolicy.VERSIONEDUPDATE;
    }

    /** Where the fields that a use case names in its refusals stand in the resource: JSON Pointer to FHIRPath. */
    Map<String, String> expressions();
}
