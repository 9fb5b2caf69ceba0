package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        ", visita:8080, false, http, visita:8080",
        ", visita, true, https, visita",
        "https://api.visita.example, visita:8080, false, https, api.visita.example",
        "http://api.visita.example:81, visita:8080, true, http, api.visita.example:81",
        "https://[::1]:8443, visita, false, https, [::1]:8443"
    })
    void is_what_is_set_or_else_what_the_caller_wrote(
            URI setting, String host, boolean tls, String scheme, String authority) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        PublicAddress.of(Optional.ofNullable(setting)).tell(host, tls, headers);

        assertThat(headers.get("X-Forwarded-Proto")).isEqualTo(scheme);
        assertThat(headers.getAll("X-Forwarded-Host")).containsExactly(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visita.example",
                "ftp://visita.example",
                "https://visita.example/",
                "https://visita.example/fhir",
                "https://somebody@visita.example",
                "https:visita.example",
                "https://visita_example:x"
            })
    void is_scheme_host_and_port_and_no_more(String setting) {
        Optional<URI> url = Optional.of(URI.create(setting));

        assertThatThrownBy(() -> PublicAddress.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("visita.gateway.public-url");
    }
}
