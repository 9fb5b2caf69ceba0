package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;

@QuarkusTest
class SealedAnswersTest extends GatewayTest {

    @Inject
    SealedAnswers answers;

    @Inject
    DataSource database;

    @Test
    void a_repeated_request_is_given_the_first_key_again_and_makes_no_second() {
        Response first = createOnce("again", "bookings:read");
        Response second = createOnce("again", "bookings:read");

        first.then().statusCode(201);
        second.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        TestKeys.using(second.jsonPath().getString("key"))
                .get("/v1/bookings")
                .then()
                .statusCode(200);
        createOnce("again", "slots:read").then().statusCode(422);
    }

    @Test
    void the_key_does_not_stand_in_the_database() throws SQLException {
        String key = createOnce("sealed", "bookings:read").jsonPath().getString("key");

        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select body from idempotency_key where key = 'sealed'");
                ResultSet rows = select.executeQuery()) {
            assertThat(rows.next()).isTrue();
            byte[] kept = rows.getBytes(1);
            assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                    .doesNotContain(ApiKey.parse(key).orElseThrow().secret())
                    .doesNotContain("label");
            assertThat(new String(answers.open(TestKeys.CLINIC, kept), StandardCharsets.UTF_8))
                    .contains(key);
        }
    }

    @Test
    void opens_for_its_own_clinic_only_and_never_looks_the_same_twice() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = answers.seal("one", body);

        assertThat(answers.open("one", sealed)).isEqualTo(body);
        assertThat(answers.seal("one", body)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> answers.open("two", sealed)).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> answers.open("one", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_answer_of_before_the_pepper_was_replaced_is_given_again() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = new SealedAnswers(Peppers.of(1, "first")).seal("one", body);

        assertThat(new SealedAnswers(Peppers.of(2, "second", Map.of(1, "first"))).open("one", sealed))
                .isEqualTo(body);
        assertThatThrownBy(() -> new SealedAnswers(Peppers.of(2, "second")).open("one", sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Response createOnce(String idempotencyKey, String scope) {
        return TestKeys.using(TestKeys.admin())
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(Map.of("label", "once", "scopes", List.of(scope)))
                .post("/v1/keys");
    }
}
