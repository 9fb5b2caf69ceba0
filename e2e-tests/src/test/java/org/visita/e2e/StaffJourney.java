package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.visita.e2e.StaffDesk.Answer;
import org.visita.local.stack.Checkout;
import org.visita.local.stack.Keycloak;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Progress;
import org.visita.local.stack.Replica;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackSettings;

/** Staff sign in at a real Keycloak and come to a gateway that takes its word. */
class StaffJourney {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Keycloak keycloak;
    private static Replica door;

    private final LocalStack stack = TestStack.get();
    private final StaffDesk staff = new StaffDesk();
    private final Desk desk = new Desk(stack);

    @BeforeAll
    static void a_keycloak_and_a_gateway_that_knows_it() {
        LocalStack stack = TestStack.get();
        keycloak = stack.keycloak();
        // Before its issuer: a gateway starts and serves without it.
        door = stack.replica(Service.GATEWAY, keycloak.gatewaySettings());
        door.start();
        keycloak.start(Progress.SILENT, TestStack.clinic().clinician());
    }

    @AfterAll
    static void no_keycloak() {
        door.close();
        keycloak.stop();
    }

    @Test
    void each_role_opens_what_is_its_own() {
        assertThat(statuses("administrator")).containsExactly(200, 200, 200, 200, 200, 200);
        assertThat(statuses("front-desk")).containsExactly(200, 200, 200, 403, 403, 403);
        assertThat(statuses("clinician")).containsExactly(200, 200, 403, 403, 403, 403);
        assertThat(statuses("operator")).containsExactly(200, 403, 403, 200, 200, 200);
    }

    @Test
    void a_clinician_sees_its_own_calendar_and_no_other() {
        String own = TestStack.clinic().clinician();
        List<JsonNode> booked = desk.slots(12, 5).stream().map(desk::book).toList();
        assertThat(booked).anyMatch(booking -> isOf(own, booking)).anyMatch(booking -> !isOf(own, booking));
        String clinician = token("clinician");

        Answer list = staff.get(door.address(), "/v1/bookings?limit=100", clinician);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().path("items")).isNotEmpty();
        assertThat(StreamSupport.stream(list.body().path("items").spliterator(), false))
                .allMatch(booking -> isOf(own, booking));
        for (JsonNode booking : booked) {
            String path = "/v1/bookings/" + booking.path("id").asText();
            assertThat(staff.get(door.address(), path, clinician).status()).isEqualTo(isOf(own, booking) ? 200 : 404);
            assertThat(staff.get(door.address(), path, token("front-desk")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void while_keycloak_is_away_keys_and_those_who_have_signed_in_go_on() {
        String known = token("front-desk");
        assertThat(bookings(known)).isEqualTo(200);
        String notSeenYet = token("administrator");

        keycloak.stop();
        try {
            assertThat(bookings(TestStack.clinic().apiKey())).isEqualTo(200);
            assertThat(bookings(known)).isEqualTo(200);
            assertThat(bookings(notSeenYet)).isEqualTo(200);
        } finally {
            keycloak.start(Progress.SILENT, TestStack.clinic().clinician());
        }

        // It has come back with other signing keys, which the gateway has to fetch.
        String after = token("front-desk");
        await().atMost(SOON).until(() -> bookings(after) == 200);
    }

    @Test
    void one_kind_of_token_does_not_stand_for_another() {
        String key = TestStack.clinic().apiKey();
        String keyId = key.split("_")[2];
        Answer answer = staff.form(
                door.address() + "/oauth2/token",
                "grant_type=client_credentials&client_id=" + keyId + "&client_secret=" + key);
        assertThat(answer.status()).isEqualTo(200);
        String access = answer.body().path("access_token").asText();
        String signedIn = token("front-desk");
        URI service = URI.create("http://127.0.0.1:"
                + StackSettings.of(Checkout.find(), TestStack.variables())
                        .ports()
                        .of(Service.BOOKING));

        assertThat(bookings(access)).isEqualTo(200);
        for (String token : List.of(access, signedIn, key)) {
            assertThat(staff.get(service, "/v1/bookings", token).status()).isEqualTo(401);
        }
        // A door that was not told of Keycloak takes nobody's word for it.
        assertThat(staff.get(stack.gateway(), "/v1/bookings", signedIn).status())
                .isEqualTo(401);
    }

    private List<Integer> statuses(String role) {
        String token = token(role);
        return List.of(
                        "/v1/practitioners",
                        "/v1/bookings",
                        "/v1/patients?limit=1",
                        "/v1/dead-letters",
                        "/v1/audit",
                        "/v1/keys")
                .stream()
                .map(path -> staff.get(door.address(), path, token).status())
                .toList();
    }

    private static boolean isOf(String practitioner, JsonNode booking) {
        return booking.path("practitionerId").asText().equals(practitioner);
    }

    private int bookings(String token) {
        return staff.get(door.address(), "/v1/bookings", token).status();
    }

    private String token(String user) {
        return staff.signIn(keycloak.realm(), user);
    }
}
