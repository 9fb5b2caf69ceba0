package org.visita.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.gateway.pipe.Reply;
import org.visita.gateway.pipe.Upstream;

class StatementsTest {

    private final Statements statements =
            new Statements(new ObjectMapper(), Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void nobody_is_told_the_address_that_another_one_wrote_into_the_request() {
        assertThat(urlFor("https://evil.example", "https://evil.example")).isEqualTo("https://evil.example");
        assertThat(urlFor("https://api.example", "https://api.example")).isEqualTo("https://api.example");
    }

    @Test
    void a_service_is_asked_once_in_a_while_for_each_address() {
        urlFor("https://api.example", "first");

        assertThat(urlFor("https://api.example", "second")).isEqualTo("first");
    }

    private String urlFor(String known, String answer) {
        Buffer body = Buffer.buffer("{\"resourceType\": \"CapabilityStatement\", \"url\": \"" + answer + "\"}");
        List<JsonNode> all = statements
                .of(
                        known,
                        List.of(new Upstream("booking", "localhost", 80, false)),
                        service -> Future.succeededFuture(new Reply(200, MultiMap.caseInsensitiveMultiMap(), body)))
                .result();
        return all.getFirst().path("url").asText();
    }
}
