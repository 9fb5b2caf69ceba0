package org.visita.gateway.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;

/** What asking for a token leaves in the audit trail. */
@QuarkusTest
class TokenTrailTest extends GatewayTest {

    private static final String FORM = "grant_type=client_credentials&client_id=nobody000000&client_secret=guess";
    private static final String GUESS = "POST /oauth2/token HTTP/1.1\r\nHost: visita\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length() + "\r\n\r\n"
            + FORM;

    @Test
    void who_was_given_a_token_is_on_record_and_the_token_is_not() {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "bookings:read");

        Response answer = OAuth.ask(key, null);
        AuditEvent entry = entryOf(answer);

        assertThat(entry.action()).isEqualTo("access.token-issued");
        assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(entry.clinic()).isEqualTo(TestKeys.OTHER_CLINIC);
        assertThat(entry.actor()).hasToString("key:" + key.id());
        assertThat(entry.resourceId()).isEqualTo(key.id());
        assertThat(entry.address()).isEqualTo("127.0.0.1");
        assertThat(entry.toString()).doesNotContain(answer.jsonPath().getString("access_token"), key.text());
    }

    @Test
    void why_a_client_was_refused_is_told_to_its_clinic_and_not_to_the_caller() {
        TestKey key = TestKeys.in(TestKeys.OTHER_CLINIC, "bookings:read");
        TestKeys.disable(key);

        Response answer = OAuth.ask(key, null);
        AuditEvent entry = entryOf(answer);

        assertThat(answer.asString()).doesNotContain("disabled");
        assertThat(entry.action()).isEqualTo("access.refused");
        assertThat(entry.code()).isEqualTo("key-disabled");
        assertThat(entry.clinic()).isEqualTo(TestKeys.OTHER_CLINIC);
    }

    @Test
    void a_client_that_nobody_is_leaves_no_name() {
        AuditEvent entry = entryOf(OAuth.ask(
                Map.of("grant_type", "client_credentials", "client_id", "nobody000000", "client_secret", "guess")));

        assertThat(entry.code()).isEqualTo("unauthenticated");
        assertThat(entry.actor()).isNull();
        assertThat(entry.resourceId()).isNull();
    }

    @Test
    void each_guess_beyond_what_the_address_may_ask_is_on_record_too() throws IOException {
        String from = "127.0.0.63";
        List<RawHttp.Answer> limited = new ArrayList<>();
        for (int i = 0; i < 5_000 && limited.size() < 3; i++) {
            RawHttp.Answer answer = RawHttp.sendFrom(from, GUESS);
            if (answer.status() == 429) {
                limited.add(answer);
            }
        }

        assertThat(limited).hasSize(3).allSatisfy(answer -> assertThat(
                        entryOf(answer.header("X-Request-Id")).code())
                .isEqualTo("rate-limited"));
    }

    @Test
    void what_is_no_form_of_a_grant_is_on_record() {
        assertThat(entryOf(OAuth.ask(Map.of("grant_type", "password"))).code()).isEqualTo("invalid-request");
    }

    private static AuditEvent entryOf(Response answer) {
        return entryOf(answer.header("X-Request-Id"));
    }

    private static AuditEvent entryOf(String requestId) {
        List<AuditEvent> entries = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> TrailReader.entries(entry -> requestId.equals(entry.requestId())),
                        found -> !found.isEmpty());
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }
}
