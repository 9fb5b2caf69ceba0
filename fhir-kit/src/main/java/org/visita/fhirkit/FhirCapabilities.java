package org.visita.fhirkit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** Makes HAPI's CapabilityStatement say what is really there. */
@Singleton
public class FhirCapabilities {

    private final List<FhirResource> resources;

    @Inject
    FhirCapabilities(@All List<FhirResource> resources) {
        this.resources = resources;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void complete(IBaseConformance generated) {
        CapabilityStatement statement = (CapabilityStatement) generated;
        CapabilityStatementRestComponent rest = statement.getRestFirstRep();
        rest.getSecurity()
                .setDescription("A bearer token of the gateway; each interaction needs the same scope as below /v1.");
        resources.forEach(resource -> rest.getResource().stream()
                .filter(listed ->
                        listed.getType().equals(resource.getResourceType().getSimpleName()))
                .forEach(listed -> complete(listed, resource)));
    }

    private static void complete(CapabilityStatementRestResourceComponent listed, FhirResource resource) {
        listed.setVersioning(resource.versions());
        listed.setReadHistory(false);
        listed.setUpdateCreate(false);
        listed.setSearchInclude(List.of());
        listed.setSearchRevInclude(List.of());
        listed.setSearchParam(new ArrayList<>());
        resource.searchParameters().forEach(parameter -> listed.addSearchParam()
                .setName(parameter.name())
                .setType(parameter.type())
                .setDocumentation(parameter.documentation()));
    }
}
