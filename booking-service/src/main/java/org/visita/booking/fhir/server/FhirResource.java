package org.visita.booking.fhir.server;

import ca.uhn.fhir.rest.server.IResourceProvider;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * One resource type of the API. Its methods carry HAPI's annotations, each with {@link Scope}, and with
 * {@link org.visita.kit.audit.Audited} if it changes anything; without them the API does not answer.
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

    /** Where the fields that a use case names in its refusals stand in the resource: JSON Pointer to FHIRPath. */
    Map<String, String> expressions();
}
