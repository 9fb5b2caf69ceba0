package org.visita.kit.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.kit.audit.Audited;

/**
 * Walks the OpenAPI document of a running service, so that a new operation cannot come without its scope, its audit
 * entry and its tenant check: without them the build fails.
 */
public final class OperationCoverage {

    /** One operation of the document. */
    public record Operation(String method, String path) {

        /** With an id that no clinic has, and that reads like one. */
        String concretePath(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        boolean mutates() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final String SOME_ID = "018f0000-0000-7000-8000-000000000000";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private OperationCoverage() {}

    /** Every operation of the service, from its own document. */
    public static List<Operation> operations() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        Response document = given().port(port)
                .basePath("/q/openapi")
                .queryParam("format", "json")
                .get();
        assertThat(document.statusCode()).as("the OpenAPI document").isEqualTo(200);
        Map<String, Map<String, Object>> paths =
                new LinkedHashMap<>(JsonPath.from(document.asString()).getMap("paths"));
        List<Operation> operations = new ArrayList<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(new Operation(method.toUpperCase(java.util.Locale.ROOT), path))));
        assertThat(operations).as("operations in the OpenAPI document").isNotEmpty();
        return operations;
    }

    /** Nobody without a token, nobody with another's signature, and nobody without the scope. */
    public static void every_operation_needs_a_token_and_a_scope() {
        for (Operation operation : operations()) {
            assertThat(call(operation, null, SOME_ID).statusCode())
                    .as("%s without a token", operation)
                    .isEqualTo(401);
            assertThat(call(operation, Tokens.forged(Tokens.CLINIC, "everything:all"), SOME_ID)
                            .statusCode())
                    .as("%s with a forged token", operation)
                    .isEqualTo(401);
            assertThat(call(operation, Tokens.expired(Tokens.CLINIC, "everything:all"), SOME_ID)
                            .statusCode())
                    .as("%s with an expired token", operation)
                    .isEqualTo(401);
            assertThat(call(operation, Tokens.forAnotherAudience(Tokens.CLINIC, "everything:all"), SOME_ID)
                            .statusCode())
                    .as("%s with a token for somebody else", operation)
                    .isEqualTo(401);
            Response withoutScope = call(operation, Tokens.with("nothing:useful"), SOME_ID);
            assertThat(withoutScope.statusCode())
                    .as("%s without the scope", operation)
                    .isEqualTo(403);
            assertThat(withoutScope.jsonPath().getString("code")).isEqualTo("forbidden");
        }
    }

    /** @param resources the REST classes of the service */
    public static void every_operation_is_audited(Class<?>... resources) {
        List<Method> methods = Stream.of(resources)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(OperationCoverage::isOperation)
                .toList();
        assertThat(methods)
                .as("all operations are in the named classes")
                .hasSize(operations().size());
        Set<String> unaudited = new TreeSet<>();
        methods.stream()
                .filter(method -> !method.isAnnotationPresent(Audited.class))
                .forEach(method -> unaudited.add(method.toString()));
        assertThat(unaudited).as("operations without @Audited").isEmpty();
    }

    /**
     * Whoever asks for another clinic's object is told that there is none.
     *
     * @param scopes all scopes of the service, so that only the tenant stands in the way
     * @param idOf an existing object of {@link Tokens#CLINIC} for the path template, or null where the path has no id
     * @param bodyOf a valid body for the operation, or null
     */
    public static void objects_of_another_clinic_are_not_there(
            List<String> scopes,
            java.util.function.Function<Operation, String> idOf,
            java.util.function.Function<Operation, Object> bodyOf) {
        String stranger = Tokens.in(Tokens.OTHER_CLINIC, scopes.toArray(String[]::new));
        List<Operation> withId =
                operations().stream().filter(op -> op.path().contains("{")).toList();
        for (Operation operation : withId) {
            String id = idOf.apply(operation);
            assertThat(id).as("the test knows an object for %s", operation).isNotNull();
            RequestSpecification request = given().auth().oauth2(stranger).header("If-Match", "\"1\"");
            Object body = bodyOf.apply(operation);
            if (body != null) {
                request.contentType("application/json").body(body);
            }
            Response response = request.request(operation.method(), operation.concretePath(id));
            assertThat(response.statusCode()).as("%s by a stranger", operation).isEqualTo(404);
            assertThat(response.jsonPath().getString("code")).isEqualTo("not-found");
        }
    }

    private static Response call(Operation operation, String token, String id) {
        RequestSpecification request = RestAssured.given();
        if (token != null) {
            request.auth().oauth2(token);
        }
        if (operation.mutates()) {
            request.contentType("application/json").body("{}");
        }
        return request.request(operation.method(), operation.concretePath(id));
    }

    private static boolean isOperation(Method method) {
        return Stream.of(
                        jakarta.ws.rs.GET.class,
                        jakarta.ws.rs.POST.class,
                        jakarta.ws.rs.PUT.class,
                        jakarta.ws.rs.PATCH.class,
                        jakarta.ws.rs.DELETE.class)
                .anyMatch(method::isAnnotationPresent);
    }
}
