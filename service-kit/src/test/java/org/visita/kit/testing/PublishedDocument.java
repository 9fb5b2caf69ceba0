package org.visita.kit.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A service's OpenAPI document stands with the contracts, where the gateway finds it and where a change of the API is
 * seen in review. {@code -Dvisita.rewrite=true} writes it anew.
 */
public final class PublishedDocument {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private PublishedDocument() {}

    /** @param service as the gateway calls it */
    public static void is_what_the_service_says(String service) throws IOException {
        Path file = Path.of("../contracts/src/main/resources/openapi/" + service + ".json");
        Map<String, Object> told = JSON.readValue(document(), TREE);
        // Where the service stands is nobody's business, and its version is that of the whole.
        told.remove("servers");
        told.remove("info");
        if (Boolean.getBoolean("visita.rewrite")) {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n");
        }
        assertThat(JSON.readValue(file.toFile(), TREE))
                .as("%s; -Dvisita.rewrite=true writes it anew", file)
                .isEqualTo(told);
    }

    private static String document() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().port(port)
                .basePath("/q/openapi")
                .queryParam("format", "json")
                .get()
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
