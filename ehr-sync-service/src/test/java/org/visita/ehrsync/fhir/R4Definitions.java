package org.visita.ehrsync.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * What FHIR R4 says of Appointments, out of HL7's definitions (CC0) as HAPI ships them: the types, Appointment, the codes
 * that it is bound to. Without what only people read.
 */
final class R4Definitions {

    private static final Set<String> RESOURCES = Set.of("Resource", "DomainResource", "Appointment");
    private static final Set<String> TERMS =
            Set.of("appointmentstatus", "identifier-use", "participationstatus", "resource-types");
    private static final Set<String> HL7_TERMS = Set.of("appointment-cancellation-reason", "service-type", "v2-0276");

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final DefaultProfileValidationSupport all = new DefaultProfileValidationSupport(fhir);

    String json() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        Stream.of(structures(), codeSystems(), valueSets())
                .flatMap(found -> found)
                .forEach(resource -> bundle.addEntry().setResource(resource));
        return fhir.newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle) + '\n';
    }

    private Stream<DomainResource> structures() {
        List<StructureDefinition> found = all.fetchAllStructureDefinitions();
        return found.stream()
                .filter(definition -> definition.getDerivation() != TypeDerivationRule.CONSTRAINT)
                .filter(definition -> definition.getKind() != StructureDefinitionKind.LOGICAL)
                .filter(definition -> definition.getKind() != StructureDefinitionKind.RESOURCE
                        || RESOURCES.contains(definition.getName()))
                .sorted(Comparator.comparing(StructureDefinition::getUrl))
                .map(R4Definitions::terse);
    }

    private static DomainResource terse(StructureDefinition definition) {
        StructureDefinition terse = definition.copy();
        terse.setDifferential(null).setDescription(null).setPurpose(null).setText(null);
        terse.getExtension().clear();
        terse.getMapping().clear();
        terse.getContact().clear();
        terse.getSnapshot().getElement().forEach(R4Definitions::shorten);
        return terse;
    }

    private static void shorten(ElementDefinition element) {
        element.setDefinition(null).setShort(null).setComment(null).setRequirements(null);
        element.getMapping().clear();
        element.getAlias().clear();
        element.getExample().clear();
        element.getConstraint().forEach(constraint -> constraint.setXpath(null));
    }

    private Stream<DomainResource> codeSystems() {
        return terms("http://hl7.org/fhir/", "http://terminology.hl7.org/CodeSystem/")
                .map(url -> (CodeSystem) all.fetchCodeSystem(url))
                .map(found -> {
                    CodeSystem terse = found.copy();
                    terse.setDescription(null).setText(null);
                    terse.getExtension().clear();
                    terse.getContact().clear();
                    terse.getProperty().clear();
                    terse.getConcept().forEach(concept -> {
                        concept.setDefinition(null).getDesignation().clear();
                        concept.getProperty().clear();
                        concept.getExtension().clear();
                    });
                    return terse;
                });
    }

    private Stream<DomainResource> valueSets() {
        UnaryOperator<String> v2 = url -> url.endsWith("v2-0276")
                ? url
                : url.replace("http://terminology.hl7.org/ValueSet/", "http://hl7.org/fhir/ValueSet/");
        return terms("http://hl7.org/fhir/ValueSet/", "http://terminology.hl7.org/ValueSet/")
                .map(url -> (ValueSet) all.fetchValueSet(v2.apply(url)))
                .map(found -> {
                    ValueSet terse = found.copy();
                    terse.setDescription(null).setText(null);
                    terse.getExtension().clear();
                    terse.getContact().clear();
                    return terse;
                });
    }

    private static Stream<String> terms(String fhir, String hl7) {
        return Stream.concat(
                        TERMS.stream().map(name -> fhir + name),
                        HL7_TERMS.stream().map(name -> hl7 + name))
                .sorted();
    }
}
