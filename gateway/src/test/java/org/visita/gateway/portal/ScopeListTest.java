package org.visita.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;

/** {@code docs/scopes.md} is written from the table that the door goes by; {@code -Dvisita.rewrite=true} writes it. */
@QuarkusTest
class ScopeListTest extends GatewayTest {

    private static final Path PAGE = Path.of("../docs/scopes.md");
    private static final String MARK = "<!-- Written from the routes by ScopeListTest. -->\n";

    @Inject
    Surface surface;

    @Inject
    ApiDocument document;

    @Test
    void the_list_in_the_docs_is_what_the_door_goes_by() throws Exception {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(MARK) + MARK.length())
                + '\n'
                + resources()
                + '\n'
                + costly()
                + '\n'
                + operations();
        if (Boolean.getBoolean("visita.rewrite")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("%s; -Dvisita.rewrite=true writes it anew", PAGE)
                .isEqualTo(wanted);
    }

    private String resources() {
        return "## Resources\n\n| resource | GET, HEAD | POST, PUT, PATCH, DELETE |\n|---|---|---|\n"
                + surface.resources().stream()
                        .map(resource -> "| `%s` | `%s` | %s |\n"
                                .formatted(
                                        resource.path(),
                                        resource.read(),
                                        resource.write() == null ? "not taken" : '`' + resource.write() + '`'))
                        .collect(Collectors.joining());
    }

    private String costly() {
        return "## What counts for more than one request\n\n| operation | counts for | because it |\n|---|---|---|\n"
                + surface.costly().stream()
                        .map(costly ->
                                "| `%s` | %d | %s |\n".formatted(costly.operation(), costly.weight(), costly.why()))
                        .collect(Collectors.joining());
    }

    private String operations() {
        StringBuilder rows = new StringBuilder("## Operations\n\n| operation | scope | counts for |\n|---|---|---|\n");
        for (var path : document.whole().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode told = operation.getValue();
                rows.append("| `%s %s` | `%s` | %d |\n"
                        .formatted(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                told.path("x-scope").asText(),
                                told.path("x-weight").asInt()));
            }
        }
        return rows.toString();
    }
}
