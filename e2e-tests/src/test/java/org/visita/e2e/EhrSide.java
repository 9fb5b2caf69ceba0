package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.visita.local.check.Consistency;
import org.visita.local.clinic.Ehr;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;

/** What the EHR holds, as its own users see it. */
final class EhrSide {

    private final LocalStack stack;
    private final Ehr ehr;

    EhrSide(LocalStack stack) {
        this(stack, stack.ehr());
    }

    /** Another EHR than that of the stack. */
    EhrSide(LocalStack stack, URI base) {
        this.stack = stack;
        this.ehr = new Ehr(base);
    }

    /** Waits until the booking stands in the EHR in this version; then there is exactly one Appointment of it. */
    JsonNode follows(JsonNode booking, Duration within) {
        String id = booking.path("id").asText();
        await().atMost(within).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            List<JsonNode> found = ehr.appointments(id);
            assertThat(found).as("Appointments of booking %s", id).hasSize(1);
            assertThat(Ehr.bookingVersion(found.getFirst()))
                    .isEqualTo(booking.path("version").asLong());
        });
        JsonNode appointment = ehr.appointments(id).getFirst();
        assertThat(start(appointment)).isEqualTo(start(booking));
        assertThat(appointment.path("status").asText())
                .isEqualTo(booking.path("status").asText());
        return appointment;
    }

    /** How often the resource has been written. */
    static long writes(JsonNode appointment) {
        return appointment.at("/meta/versionId").asLong();
    }

    JsonNode only(JsonNode booking) {
        List<JsonNode> found = ehr.appointments(booking.path("id").asText());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** Every booking in the EHR once, in its newest version, every version told once, and nothing given up. */
    void isInStep(Duration within) {
        Consistency consistency = new Consistency(stack);
        await().atMost(within)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(consistency.look().list()).isEmpty());
        JsonNode dead = new Gateway(stack.gateway(), stack.secrets().adminKey()).get("/v1/dead-letters", Map.of());
        assertThat(dead.path("items")).as("dead letters").isEmpty();
    }

    /** Writes it as another user of the EHR would. */
    void replace(JsonNode resource) {
        HttpRequest request = HttpRequest.newBuilder(ehr.address(resource))
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(resource.toString()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static OffsetDateTime start(JsonNode of) {
        return OffsetDateTime.parse(of.path("start").asText()).withOffsetSameInstant(java.time.ZoneOffset.UTC);
    }
}
