package org.visita.gateway.portal;

import static io.restassured.RestAssured.given;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.kit.problem.ProblemJson;

@QuarkusTest
class PortalTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final AtomicInteger VISITORS = new AtomicInteger();

    @Inject
    Surface surface;

    @Inject
    Portal portal;

    @Test
    void the_document_has_every_routed_operation_and_no_other() throws Exception {
        JsonNode whole = JSON.readTree(visitor().get("/openapi").asString());

        assertThat(whole.path("openapi").asText()).startsWith("3.1");
        assertThat(whole.at("/servers/0/url").asText()).isEqualTo("/");
        Set<String> documented = new TreeSet<>();
        List<String> unrouted = new ArrayList<>();
        for (ApiPart part : ApiPart.all(JSON)) {
            part.document().path("paths").properties().forEach(path -> path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> {
                        documented.add(path.getKey());
                        if (!whole.path("paths").path(path.getKey()).has(method)) {
                            unrouted.add(method + " " + path.getKey());
                        }
                    }));
        }
        assertThat(unrouted).as("answered by a service, but not let through").isEmpty();
        for (Surface.Resource resource : surface.resources()) {
            if (resource.path().startsWith("/v1/")) {
                assertThat(documented).as("routed, so documented").anyMatch(path -> (path + "/")
                        .startsWith(resource.path() + "/"));
            }
        }
    }

    @Test
    void every_reference_in_the_document_leads_somewhere() throws Exception {
        JsonNode whole = JSON.readTree(visitor().get("/openapi.json").asString());

        assertThat(whole.findValuesAsText("$ref")).hasSizeGreaterThan(100).allSatisfy(ref -> assertThat(
                        whole.at(ref.substring(1)).isMissingNode())
                .as(ref)
                .isFalse());
        Set<String> scopes = new TreeSet<>(whole.path("paths").findValuesAsText("x-scope"));
        assertThat(whole.at("/components/securitySchemes/oauth2/flows/clientCredentials/scopes")
                        .fieldNames())
                .toIterable()
                .containsExactlyElementsOf(scopes);
        List<String> ids = whole.path("paths").findValuesAsText("operationId");
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json",
        "'application/yaml', application/yaml",
        "'text/html;q=0.5, application/yaml', application/yaml",
        "'*/*', application/json",
        "'text/html', application/json"
    })
    void the_document_comes_as_it_is_wanted(String accept, String type) throws Exception {
        Response answer = visitor().header("Accept", accept).get("/openapi");

        answer.then().statusCode(200).header("Vary", "Accept").contentType(type);
        ObjectMapper mapper = type.endsWith("yaml") ? new YAMLMapper() : JSON;
        assertThat(mapper.readTree(answer.asString()))
                .isEqualTo(JSON.readTree(visitor().get("/openapi.json").asString()));
    }

    @Test
    void what_a_caller_has_already_is_not_sent_again() {
        String etag = visitor().get("/openapi").then().extract().header("ETag");

        visitor()
                .header("If-None-Match", etag)
                .get("/openapi")
                .then()
                .statusCode(304)
                .body(emptyString());
        visitor().header("If-None-Match", "\"other\"").get("/openapi").then().statusCode(200);
    }

    /** Each problem that any service or the door can answer with; their own tests compare their codes with the page. */
    @Test
    void every_problem_has_its_page() {
        Set<String> codes = ProblemPages.sections().keySet();

        assertThat(codes).hasSizeGreaterThan(30).contains("slot-taken", "rate-limited", "not-found");
        for (String code : codes) {
            visitor()
                    .get(ProblemJson.TYPE_BASE + code)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .body(containsString("<h1 id=\"" + code + "\">" + code + "</h1>"))
                    .body(containsStringIgnoringCase("Caller"))
                    .body(containsStringIgnoringCase("Operator"))
                    .body(containsStringIgnoringCase("Support"));
        }
    }

    @Test
    void the_type_of_a_problem_leads_to_its_page() {
        Response refused = visitor().get("/v1/bookings");
        String type = refused.then().statusCode(401).extract().path("type");

        visitor().get(type).then().statusCode(200).body(containsString(refused.path("code")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/no-such-code", "/docs/guides/nothing", "/docs/nothing", "/problems/no/such"})
    void what_is_not_there_is_not_there(String path) {
        visitor()
                .get(path)
                .then()
                .statusCode(404)
                .contentType(ProblemJson.MEDIA_TYPE)
                .body("code", equalTo("not-found"));
    }

    @Test
    void every_page_can_be_read_without_a_key_a_script_or_anybody_else() {
        for (String path : portal.paths()) {
            Response page = visitor().header("Accept", "text/html").get(path);
            page.then()
                    .statusCode(200)
                    .header("Cache-Control", containsString("public"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", not(containsString("unsafe")));
            if (!page.contentType().startsWith("text/html")) {
                continue;
            }
            String html = page.asString();
            assertThat(html)
                    .as(path)
                    .startsWith("<!doctype html>")
                    .contains("lang=\"en\"", "name=\"viewport\"", "<main id=\"content\">")
                    .doesNotContain("<script", " style=", "<style", " onclick=", "src=\"http")
                    .containsOnlyOnce("<h1");
            assertThat(links(html)).as(path).allSatisfy(link -> assertThat(leadsSomewhere(link, html))
                    .as(link)
                    .isTrue());
        }
    }

    @Test
    void the_reference_shows_every_operation() throws Exception {
        String html = visitor().get("/docs").asString();

        JsonNode paths = JSON.readTree(visitor().get("/openapi").asString()).path("paths");
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> assertThat(html)
                .contains("<span class=\"method\">" + method.toUpperCase(Locale.ROOT) + "</span> <code>" + path.getKey()
                        + "</code>")));
    }

    @Test
    void the_first_page_names_the_others_to_people_and_to_programs() {
        visitor()
                .header("Accept", "text/html,*/*;q=0.8")
                .get("/")
                .then()
                .statusCode(200)
                .contentType("text/html");
        visitor()
                .get("/")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("openapi", equalTo("/openapi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void pages_are_only_read(String method) {
        visitor()
                .request(method, "/docs")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .contentType(ProblemJson.MEDIA_TYPE);
    }

    @Test
    void a_head_says_how_long_the_page_is() {
        int length = visitor().get("/docs").asByteArray().length;

        visitor().head("/docs").then().statusCode(200).header("Content-Length", Integer.toString(length));
    }

    @Test
    void the_portal_is_behind_the_same_door() throws Exception {
        assertThat(RawHttp.send(RawHttp.get("/docs/..%2fopenapi", "Host: x")).status())
                .isEqualTo(400);
        assertThat(RawHttp.send(RawHttp.get("/docs//guides", "Host: x")).status())
                .isEqualTo(400);
        assertThat(RawHttp.send(RawHttp.get("/docs", "Host: x", "Host: y")).status())
                .isEqualTo(400);
        assertThat(RawHttp.send(RawHttp.get("/docs", "Host: x")).header("RateLimit"))
                .isNotNull();
    }

    /** Somebody else each time: what an address may ask for without a key is limited. */
    private static RequestSpecification visitor() {
        int number = VISITORS.incrementAndGet();
        try {
            InetAddress from = InetAddress.getByName("127.77." + number / 250 + "." + (number % 250 + 1));
            return given().config(RestAssured.config()
                    .httpClient(httpClientConfig().setParam("http.route.local-address", from)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> links(String html) {
        List<String> links = new ArrayList<>();
        Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }

    private boolean leadsSomewhere(String link, String html) {
        if (link.startsWith("#")) {
            return html.contains("id=\"" + link.substring(1) + "\"");
        }
        return link.startsWith("https://") || portal.paths().contains(link.replaceFirst("#.*", ""));
    }
}
