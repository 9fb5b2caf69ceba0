package org.visita.patient.patient;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.PublishedDocument;
import org.visita.patient.Servers;

@QuarkusTest
class OperationCoverageTest implements Servers {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("patient");
    }

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(PatientResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        String id = PatientApi.created(People.thandi());

        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("patients:read", "patients:write"),
                operation -> id,
                operation -> operation.method().equals("GET") ? null : People.thandi());
    }

    @Test
    void readiness_names_what_the_service_stands_on() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);

        given().port(port).get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }
}
