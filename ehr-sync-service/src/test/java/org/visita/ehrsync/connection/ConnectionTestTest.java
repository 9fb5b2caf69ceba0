package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Samples;
import org.visita.ehrsync.testing.WebDouble;

/** {@code POST /v1/connections/{id}/test}: what an EHR can do, and what is the matter with it. */
@QuarkusTest
class ConnectionTestTest extends ComponentTest {

    private static final String ABLE = """
            {"type":"%s","versioning":"versioned-update","conditionalCreate":%s,"updateCreate":%s,
             "interaction":[{"code":"read"},{"code":"create"},{"code":"update"},{"code":"search-type"}],
             "searchParam":[{"name":"identifier","type":"token"}]}""";

    private volatile WebDouble.Answer statement = statement("4.0.1", true, true);
    private volatile WebDouble.Answer search = WebDouble.Answer.json(200, "{\"resourceType\":\"Bundle\"}");
    private final WebDouble ehr =
            new WebDouble(request -> switch (request.path().split("[?]")[0]) {
                case "/token" -> WebDouble.Answer.token("the-token", 60);
                case "/fhir/Appointment" -> search;
                default -> describe();
            });
    private String id;

    @AfterEach
    void close() {
        if (id != null) {
            clinic.act("/v1/connections/" + id + "/pause", 200);
        }
        ehr.close();
    }

    @Test
    void an_ehr_that_can_all_that_is_needed_passes_and_nothing_is_written_into_it() {
        create(Map.of(
                "type", "client-credentials", "tokenUrl", ehr.url() + "/token", "clientId", "c", "clientSecret", "s"));

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).as(report.prettify()).isTrue();
        assertThat(report.getList("checks.outcome")).containsOnly("ok");
        assertThat(report.getList("checks.name"))
                .contains("access", "metadata", "fhir-version", "appointment-create", "patient-search", "versioning");
        assertThat(report.getString("createsBy")).isEqualTo("if-none-exist");
        assertThat(read("testedAt")).isNotNull();
        assertThat(read("version")).isEqualTo("1");
        assertThat(ehr.requests())
                .extracting(WebDouble.Request::path)
                .containsExactly(
                        "/token",
                        "/fhir/metadata",
                        "/fhir/Appointment?identifier="
                                + URLEncoder.encode(Samples.BOOKING_SYSTEM + "|none", StandardCharsets.UTF_8)
                                + "&_count=1");
        assertThat(ehr.requests().getLast().authorization()).isEqualTo("Bearer the-token");
    }

    /** A HAPI JPA server's has a megabyte and a half, nearly all of it about what is not looked at. */
    @Test
    void a_statement_may_be_moreand_slow() {
        create(Map.of("type", "none"));
        String more = "\"documentation\":\"" + "x".repeat(3_000_000) + "\",\"fhirVersion\"";
        statement = WebDouble.Answer.json(200, statement.body().replace("\"fhirVersion\"", more));
        ehr.pace(Duration.ofMillis(4_200));

        JsonPath report = test().jsonPath();

        assertThat(report.getList("checks.outcome")).as(report.prettify()).containsOnly("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "401, {}, credentials-refused",
        "403, {}, access-refused",
        "500, {}, target-unavailable",
        "200, <html>, target-unreadable"
    })
    void an_open_statement_does_not_mean_that_we_are_let_in(int status, String body, String code) {
        create(Map.of("type", "none"));
        search = WebDouble.Answer.json(status, body);

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).isFalse();
        assertThat(report.getString("checks.find { it.outcome == 'failed' }.code"))
                .isEqualTo(code);
        assertThat(outcome(report, "fhir-version")).isEqualTo("ok");
    }

    @Test
    void what_was_learnt_of_an_ehr_is_not_believed_of_another() {
        create(Map.of("type", "none"));
        statement = statement("4.0.1", false, true);
        test();

        clinic.asking()
                .header("If-Match", "\"2\"")
                .body(Map.of("name", "Renamed", "baseUrl", ehr.url() + "/fhir"))
                .put("/v1/connections/" + id);
        assertThat(read("createsBy")).isEqualTo("client-id");
        assertThat(read("testedAt")).isNotNull();
        clinic.asking()
                .header("If-Match", "\"3\"")
                .body(Map.of("name", "Moved", "baseUrl", ehr.url() + "/r4"))
                .put("/v1/connections/" + id);

        assertThat(read("createsBy")).isEqualTo("if-none-exist");
        assertThat(read("testedAt")).isNull();
    }

    /** One way for both: else patients are created twice where Appointments are not. */
    @Test
    void patients_count_as_well() {
        create(Map.of("type", "none"));
        statement =
                statement("4.0.1", ABLE.formatted("Appointment", true, true), ABLE.formatted("Patient", false, true));
        JsonPath both = test().jsonPath();
        statement =
                statement("4.0.1", ABLE.formatted("Appointment", true, true), ABLE.formatted("Patient", false, false));
        JsonPath neither = test().jsonPath();

        assertThat(both.getBoolean("ok")).isTrue();
        assertThat(both.getString("createsBy")).isEqualTo("client-id");
        assertThat(neither.getBoolean("ok")).isFalse();
        assertThat(outcome(neither, "conditional-create")).isEqualTo("failed");
    }

    @Test
    void ids_of_ours_serve_where_conditional_creates_are_not_known() {
        create(Map.of("type", "none"));
        statement = statement("4.0.1", false, true);

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).isTrue();
        assertThat(report.getString("createsBy")).isEqualTo("client-id");
        assertThat(read("createsBy")).isEqualTo("client-id");
        assertThat(read("version")).isEqualTo("2");
        assertThat(outcome(report, "conditional-create")).isEqualTo("warning");
    }

    @Test
    void an_ehr_that_may_make_two_of_one_fails() {
        create(Map.of("type", "none"));
        statement = statement("4.0.1", false, false);

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).isFalse();
        assertThat(outcome(report, "conditional-create")).isEqualTo("failed");
        assertThat(report.getString("createsBy")).isEqualTo("if-none-exist");
    }

    @Test
    void another_fhir_version_fails() {
        create(Map.of("type", "none"));
        statement = statement("5.0.0", true, true);

        assertThat(outcome(test().jsonPath(), "fhir-version")).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource({
        "301, redirected", "302, redirected", "307, redirected", "308, redirected",
        "401, credentials-refused", "403, access-refused", "404, target-unavailable", "500, target-unavailable"
    })
    void says_what_is_the_matter(int status, String code) {
        create(Map.of("type", "none"));
        statement = new WebDouble.Answer(status, "{}", ehr.url() + "/elsewhere");

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).isFalse();
        assertThat(report.getList("checks.code")).containsExactly(code);
        assertThat(ehr.requests()).hasSize(1);
        assertThat(read("testedAt")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "7",
                "[]",
                "{\"resourceType\":\"Patient\"}",
                "LONG",
                "MANY",
                "DEEP",
            })
    void takes_no_harm_from_what_is_no_statement(String body) {
        create(Map.of("type", "none"));
        statement = WebDouble.Answer.json(
                200,
                switch (body) {
                    case "LONG" -> "x".repeat(9_000_000);
                    case "MANY" -> "[" + "{},".repeat(1_000_000) + "{}]";
                    case "DEEP" -> "[".repeat(100_000);
                    default -> body;
                });

        assertThat(test().jsonPath().getList("checks.code")).containsExactly("target-unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"CapabilityStatement\"}",
                "{\"resourceType\":\"CapabilityStatement\",\"rest\":7,\"software\":[],\"fhirVersion\":{}}",
                "{\"resourceType\":\"CapabilityStatement\",\"rest\":[null,{\"resource\":[null,{\"type\":\"Appointment\",\"interaction\":{\"code\":1}}]}]}"
            })
    void takes_no_harm_from_a_statement_that_says_nothing(String body) {
        create(Map.of("type", "none"));
        statement = WebDouble.Answer.json(200, body);

        JsonPath report = test().jsonPath();

        assertThat(report.getBoolean("ok")).isFalse();
        assertThat(outcome(report, "appointment-create")).isEqualTo("failed");
    }

    @Test
    void an_ehr_that_is_not_there_is_told_from_a_token_endpoint_that_is_not() {
        create(Map.of(
                "type", "client-credentials", "tokenUrl", ehr.url() + "/token", "clientId", "c", "clientSecret", "s"));
        ehr.close();

        assertThat(test().jsonPath().getList("checks.code")).containsExactly("token-endpoint-unavailable");
    }

    /** If it takes its time, then over this alone. */
    private WebDouble.Answer describe() {
        ehr.pace(Duration.ZERO);
        return statement;
    }

    private static WebDouble.Answer statement(String version, boolean conditional, boolean clientIds) {
        return statement(
                version,
                ABLE.formatted("Appointment", conditional, clientIds),
                ABLE.formatted("Patient", conditional, clientIds));
    }

    private static WebDouble.Answer statement(String version, String appointment, String patient) {
        return WebDouble.Answer.json(200, """
                {"resourceType":"CapabilityStatement","fhirVersion":"%s","software":{"name":"EHR","version":"1.0"},
                 "rest":[{"mode":"server","resource":[%s,%s]}]}""".formatted(version, appointment, patient));
    }

    private void create(Map<String, Object> credentials) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Tested", "baseUrl", ehr.url() + "/fhir"));
        body.put("credentials", credentials);
        Response created = clinic.asking().body(body).post("/v1/connections");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        id = created.jsonPath().getString("id");
    }

    private Response test() {
        return clinic.act("/v1/connections/" + id + "/test", 200);
    }

    private String read(String field) {
        return clinic.asking().get("/v1/connections/" + id).jsonPath().getString(field);
    }

    private static String outcome(JsonPath report, String check) {
        List<Map<String, String>> checks = report.getList("checks");
        return checks.stream()
                .filter(each -> each.get("name").equals(check))
                .findFirst()
                .orElseThrow()
                .get("outcome");
    }
}
