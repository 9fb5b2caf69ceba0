package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

    @ParameterizedTest
    @CsvSource({
        "GET,  /v1/slots, 2",
        "HEAD, /v1/slots, 2",
        "GET,  /v1/slots/first, 2",
        "POST, /v1/slots, 1",
        "GET,  /v1/slotsy, 1",
        "POST, /v1/replays, 5",
        "GET,  /v1/replays, 1",
        "POST, /v1/replays/7/cancel, 1",
        "POST, /v1/dead-letters/7/replay, 5",
        "GET,  /v1/dead-letters/7/replay, 1",
        "POST, /v1/dead-letters/7/discard, 1",
        "POST, /v1/dead-letters/discards, 5",
        "POST, /v1/bookings, 1",
        "GET,  /fhir/R4/Appointment, 1"
    })
    void what_is_costly_counts_for_more(String method, String path, int weight) {
        assertThat(Weights.of(HttpMethod.valueOf(method), path)).isEqualTo(weight);
    }

    @Test
    void the_page_about_limits_lists_them_all() throws IOException {
        String page = Files.readString(Path.of("../docs/limits.md"));
        String table = page.substring(page.indexOf("### Weights"), page.indexOf("### Blocks"));

        assertThat(Weights.ALL).allSatisfy(costly -> assertThat(table.lines())
                .anyMatch(line -> line.contains("`" + costly.written() + "`")
                        && line.strip().endsWith("| " + costly.weight() + " |")));
    }
}
