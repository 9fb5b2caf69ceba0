package org.visita.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiMergeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FRAME = """
            {"openapi": "3.1.0", "components": {"schemas": {"ProblemDocument": {"type": "object"}}}}""";

    @Test
    void equal_schemas_are_one() {
        JsonNode whole = merge(part("one", "/v1/a", "Moment", """
                        "Moment": {"type": "string", "format": "date-time"}"""), part("two", "/v1/b", "Moment", """
                        "Moment": {"format": "date-time", "type": "string"}"""));

        assertThat(names(whole)).containsExactly("ProblemDocument", "Moment");
        assertThat(bodyOf(whole, "/v1/b")).isEqualTo("#/components/schemas/Moment");
    }

    @Test
    void different_schemas_of_one_name_stand_under_their_services() {
        ApiPart one = part("one", "/v1/a", "Reason", """
                "Reason": {"type": "string"}""");
        ApiPart two = part("two", "/v1/b", "Reason", """
                "Reason": {"type": "integer"}""");
        JsonNode whole = merge(one, two);

        assertThat(names(whole)).containsExactly("ProblemDocument", "one.Reason", "two.Reason");
        assertThat(bodyOf(whole, "/v1/a")).isEqualTo("#/components/schemas/one.Reason");
        assertThat(bodyOf(whole, "/v1/b")).isEqualTo("#/components/schemas/two.Reason");
        assertThat(merge(two, one)).as("in whatever order").isEqualTo(whole);
    }

    @Test
    void schemas_that_look_the_same_but_speak_of_different_ones_differ() {
        String visit = """
                "Visit": {"type": "object", "properties": {"reason": {"$ref": "#/components/schemas/Reason"}}},
                """;
        JsonNode whole = merge(part("one", "/v1/a", "Visit", visit + """
                        "Reason": {"type": "string"}"""), part("two", "/v1/b", "Visit", visit + """
                        "Reason": {"type": "integer"}"""));

        assertThat(names(whole))
                .containsExactly("ProblemDocument", "one.Reason", "one.Visit", "two.Reason", "two.Visit");
        assertThat(whole.at("/components/schemas/two.Visit/properties/reason/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/two.Reason");
    }

    @Test
    void schemas_that_speak_of_each_other_have_an_end() {
        String ring = """
                "Ring": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Ring"}}}""";
        JsonNode whole = merge(part("one", "/v1/a", "Ring", ring), part("two", "/v1/b", "Ring", ring));

        assertThat(names(whole)).containsExactly("ProblemDocument", "Ring");
    }

    @Test
    void what_the_door_does_not_let_through_is_left_out_with_all_that_only_it_speaks_of() {
        JsonNode whole = merge(part("one", "/v1/a", "Open", """
                        "Open": {"type": "string"}"""), part("two", "/internal/b", "Secret", """
                        "Secret": {"type": "string"}"""));

        assertThat(whole.path("paths").fieldNames()).toIterable().containsExactly("/v1/a");
        assertThat(names(whole)).containsExactly("ProblemDocument", "Open");
    }

    @Test
    void an_operation_says_what_it_needs_and_how_it_fails() {
        JsonNode operation = merge(part("one", "/v1/things/{id}/turn-off", "Order", """
                        "Order": {"type": "string"}"""))
                .at("/paths/~1v1~1things~1{id}~1turn-off/post");

        assertThat(operation.path("x-scope").asText()).isEqualTo("things:write");
        assertThat(operation.path("x-weight").asInt()).isEqualTo(3);
        assertThat(operation.at("/security/0/oauth2/0").asText()).isEqualTo("things:write");
        assertThat(operation.path("operationId").asText()).isEqualTo("postThingsByIdTurnOff");
        assertThat(operation.at("/tags/0").asText()).isEqualTo("things");
        assertThat(operation.path("responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("200", "401", "403", "404", "429", "default");
    }

    @Test
    void two_services_that_answer_the_same_are_a_mistake() {
        ApiPart one = part("one", "/v1/a", "X", """
                "X": {"type": "string"}""");

        assertThatThrownBy(() -> merge(one, new ApiPart("two", one.document())))
                .hasMessage("two services answer POST /v1/a");
    }

    private static JsonNode merge(ApiPart... parts) {
        return ApiMerge.merge(read(FRAME), List.of(parts), new Surface() {
            @Override
            public List<Resource> resources() {
                return List.of();
            }

            @Override
            public Optional<String> scopeOf(String method, String path) {
                return path.startsWith("/v1/") ? Optional.of("things:write") : Optional.empty();
            }

            @Override
            public int weightOf(String method, String path) {
                return path.endsWith("turn-off") ? 3 : 1;
            }

            @Override
            public List<Costly> costly() {
                return List.of();
            }
        });
    }

    private static ApiPart part(String service, String path, String body, String schemas) {
        return new ApiPart(service, read("""
                {"paths": {"%s": {"post": {
                  "summary": "Turn Off", "tags": ["Some Resource"], "security": [{"SecurityScheme": []}],
                  "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/%s"}}}},
                  "responses": {"200": {"description": "OK"}, "400": {"description": "Bad Request"}}}}},
                 "components": {"schemas": {%s}}}""".formatted(path, body, schemas)));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static List<String> names(JsonNode whole) {
        return whole.at("/components/schemas")
                .propertyStream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private static String bodyOf(JsonNode whole, String path) {
        return whole.path("paths")
                .path(path)
                .at("/post/requestBody/content/application~1json/schema/$ref")
                .asText();
    }
}
