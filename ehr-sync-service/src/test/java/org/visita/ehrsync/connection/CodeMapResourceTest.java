package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Fault;

@QuarkusTest
class CodeMapResourceTest extends ComponentTest {

    private static final String HEADER = CodeMapCsv.HEADER + "\n";

    @Inject
    AgroalDataSource database;

    @Test
    void a_file_goes_in_and_comes_out_and_the_connection_has_changed() {
        clinic.connect();
        String csv = HEADER.stripTrailing() + "\r\ncancellation-reason,closure,urn:x,maint,\r\n" + "visit-type,"
                + clinic.visitType + ",urn:x,\"a,b\",Größe\r\n";

        Response put = csv().header("If-Match", "\"1\"").body(csv).put(path());
        Response out = clinic.asking().accept("text/csv").get(path());

        assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
        assertThat(put.header("ETag")).isEqualTo("\"2\"");
        assertThat(put.jsonPath().getList("unknown")).isEmpty();
        assertThat(out.contentType()).startsWith("text/csv");
        assertThat(out.header("ETag")).isEqualTo("\"2\"");
        assertThat(out.asString()).isEqualTo(csv);
        assertThat(clinic.connectionField("version")).isEqualTo("2");
    }

    @Test
    void json_is_paged_and_goes_in_too() {
        clinic.connect();
        List<Map<String, String>> items = IntStream.range(0, 45)
                .mapToObj(number ->
                        Map.of("kind", "visit-type", "local", "v" + number, "system", "urn:x", "code", "c" + number))
                .collect(Collectors.toList());

        Response put = clinic.asking()
                .header("If-Match", "\"1\"")
                .body(Map.of("items", items))
                .put(path());
        Response first = clinic.asking().get(path() + "?limit=40");
        Response second = clinic.asking()
                .get(path() + "?limit=40&cursor=" + first.jsonPath().getString("next"));

        assertThat(put.jsonPath().getInt("entries")).isEqualTo(45);
        assertThat(put.jsonPath().getList("unknown.at")).hasSize(45).contains("/items/0");
        assertThat(first.jsonPath().getList("items")).hasSize(40);
        assertThat(second.jsonPath().getList("items")).hasSize(5);
        assertThat(first.jsonPath().getList("items.local"))
                .doesNotContainAnyElementsOf(second.jsonPath().getList("items.local"));
        assertThat(second.jsonPath().getString("next")).isNull();
    }

    @Test
    void one_bad_line_and_nothing_is_stored() {
        clinic.connect();
        csv().header("If-Match", "\"1\"").body(HEADER + "location,l,,x,\n").put(path());

        Response refused = csv().header("If-Match", "\"2\"")
                .body(HEADER + "location,m,,y,\nlocation,n,,no id,\n")
                .put(path());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/lines/3/code");
        assertThat(clinic.asking().get(path()).jsonPath().getList("items.local"))
                .containsExactly("l");
        assertThat(clinic.connectionField("version")).isEqualTo("2");
    }

    @Test
    void needs_the_version_that_was_read() {
        clinic.connect();

        assertThat(csv().body(HEADER).put(path()).statusCode()).isEqualTo(428);
        assertThat(csv().header("If-Match", "\"9\"").body(HEADER).put(path()).statusCode())
                .isEqualTo(412);
        for (String body :
                List.of("", "{}", "[]", "{\"items\":null}", "{\"items\":[null]}", "{\"items\":[{\"x\":1}]}")) {
            assertThat(clinic.asking()
                            .header("If-Match", "\"1\"")
                            .body(body)
                            .put(path())
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(clinic.asking()
                        .contentType("text/plain")
                        .header("If-Match", "\"1\"")
                        .body("x")
                        .put(path())
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void ten_thousand_lines_are_no_matter() {
        clinic.connect();
        String body = HEADER
                + IntStream.range(0, 10_000)
                        .mapToObj(
                                number -> "practitioner,p" + number + ",urn:clinic:practitioners,dr-" + number + ",\n")
                        .collect(Collectors.joining());

        assertThat(csv().header("If-Match", "\"1\"")
                        .body(body)
                        .put(path())
                        .jsonPath()
                        .getInt("entries"))
                .isEqualTo(10_000);
        assertThat(clinic.asking().accept("text/csv").get(path()).asString().lines())
                .hasSize(10_001);
    }

    @Test
    void what_missed_a_code_goes_again_when_the_map_has_it() throws SQLException {
        BookingSnapshot dead = deadForWantOfACode("visit-type/x");

        Response put = csv().header("If-Match", "\"1\"")
                .body(HEADER + "visit-type,x,urn:x,a,\n")
                .put(path());

        assertThat(put.jsonPath().getInt("retried")).isEqualTo(1);
        clinic.awaitHeld(dead);
    }

    @Test
    void what_missed_a_code_goes_again_when_the_catalog_has_it() throws SQLException {
        // The catalog has it all along: as if it had come after the dead letter.
        BookingSnapshot dead = deadForWantOfACode("visit-type/" + clinic.visitType);

        clinic.awaitHeld(dead);
    }

    @Test
    void what_missed_a_code_goes_again_when_codes_are_no_longer_sent() throws SQLException {
        BookingSnapshot dead = deadForWantOfACode("visit-type/x");

        Response put = clinic.asking()
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "name",
                        "The EHR",
                        "baseUrl",
                        clinic.ehr.baseUrl(),
                        "flow",
                        Map.of("fields", List.of("location"))))
                .put("/v1/connections/" + clinic.connection());

        assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
        clinic.awaitHeld(dead);
    }

    private BookingSnapshot deadForWantOfACode(String cause) throws SQLException {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        UUID letter = UUID.fromString((String) clinic.awaitDeadLetter().get("id"));
        clinic.ehr.behave();
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update dead_letter set code = 'mapping-missing', cause = ? where clinic = ? and id = ?")) {
            update.setString(1, cause);
            update.setString(2, clinic.id);
            update.setObject(3, letter);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        return booking;
    }

    private RequestSpecification csv() {
        return clinic.asking().contentType("text/csv; charset=UTF-8");
    }

    private String path() {
        return "/v1/connections/" + clinic.connection() + "/code-maps";
    }
}
