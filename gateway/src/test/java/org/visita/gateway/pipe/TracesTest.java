package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.SeenSpans;
import org.visita.gateway.TestKeys;

@QuarkusTest
class TracesTest extends GatewayTest {

    @Inject
    SeenSpans spans;

    @Test
    void what_is_searched_for_stands_in_no_span() {
        TestKeys.using(TestKeys.admin())
                .get("/v1/bookings/traced?name=Semmelweis&birthDate=1818-07-01")
                .then()
                .statusCode(200);

        await().untilAsserted(() -> assertThat(spans.attributes())
                .filteredOn(attributes -> attributes.contains("/v1/bookings/traced"))
                .hasSizeGreaterThanOrEqualTo(2));
        assertThat(spans.attributes()).noneMatch(attributes -> attributes.contains("Semmelweis"));
        assertThat(spans.attributes()).anyMatch(attributes -> attributes.contains("url.query=-"));
    }
}
