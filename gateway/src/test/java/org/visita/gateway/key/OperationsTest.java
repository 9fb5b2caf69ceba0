package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.block.BlockResource;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.OperationCoverage.Operation;
import org.visita.kit.testing.PublishedDocument;
import org.visita.kit.testing.Tokens;

/** Walks the operations that the gateway answers itself, so that none comes without a scope, an audit entry or a tenant. */
@QuarkusTest
class OperationsTest extends GatewayTest {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("gateway");
    }

    @Test
    void every_operation_needs_a_key_and_a_scope() {
        TestKey useless = TestKeys.with("slots:read");
        for (Operation operation : OperationCoverage.operations()) {
            assertThat(call(operation, RestAssured.given(), useless.id()).statusCode())
                    .as("%s without a key", operation)
                    .isEqualTo(401);
            assertThat(call(operation, TestKeys.using(Tokens.with("keys:read keys:write")), useless.id())
                            .statusCode())
                    .as("%s with a token instead of a key", operation)
                    .isEqualTo(401);
            Response withoutScope = call(operation, TestKeys.using(useless), useless.id());
            assertThat(withoutScope.statusCode())
                    .as("%s without the scope", operation)
                    .isEqualTo(403);
            assertThat(withoutScope.jsonPath().getString("code")).isEqualTo("forbidden");
        }
    }

    @Test
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(KeyResource.class, BlockResource.class);
    }

    @Test
    void keys_of_another_clinic_are_not_there() {
        TestKey stranger = TestKeys.in(TestKeys.OTHER_CLINIC, "keys:read", "keys:write");
        TestKey ours = TestKeys.with("slots:read");
        List<Operation> withId = OperationCoverage.operations().stream()
                .filter(operation -> operation.path().contains("{"))
                .toList();

        assertThat(withId).hasSize(8);
        for (Operation operation : withId) {
            call(operation, TestKeys.using(stranger), ours.id())
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not-found"));
        }
        TestKeys.using(ours).get("/v1/slots").then().statusCode(200);
        assertThat(TestKeys.using(stranger).get("/v1/keys?limit=100").jsonPath().getList("items.clinicId"))
                .containsOnly(TestKeys.OTHER_CLINIC);
    }

    @Test
    void a_key_that_nobody_has_is_not_there() {
        for (String id : new String[] {"aaaaaaaaaaaa", "x", "a%20b"}) {
            TestKeys.using(TestKeys.admin())
                    .urlEncodingEnabled(false)
                    .get("/v1/keys/" + id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not-found"));
        }
    }

    private static Response call(Operation operation, RequestSpecification request, String id) {
        if (!operation.method().equals("GET")) {
            String change = "{\"label\": \"changed\", \"scopes\": [\"keys:read\"]}";
            request.contentType("application/json")
                    .header("If-Match", "\"1\"")
                    .body(operation.method().equals("PUT") ? change : "{}");
        }
        return request.request(operation.method(), operation.path().replaceAll("\\{[^}]+}", id));
    }
}
