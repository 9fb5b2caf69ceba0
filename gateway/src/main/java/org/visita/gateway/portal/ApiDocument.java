package org.visita.gateway.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.gateway.GatewayConfig;

/** The whole API as one OpenAPI document, made once at the start. */
@Singleton
class ApiDocument {

    private final ObjectNode whole;

    @Inject
    ApiDocument(
            Surface surface,
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "development") String version) {
        ObjectMapper json = new ObjectMapper();
        this.whole = ApiMerge.merge(ApiPart.frame(json), ApiPart.all(json), surface);
        whole.withObject("/info").put("version", version);
        // Without a setting, as seen from wherever the document was found.
        String base = config.publicUrl().map(URI::toString).orElse("");
        whole.putArray("servers").addObject().put("url", base.isEmpty() ? "/" : base);
        whole.withObject("/externalDocs").put("url", base + "/docs");
        ObjectNode flow = whole.withObject("/components/securitySchemes/oauth2/flows/clientCredentials");
        flow.put("tokenUrl", base + "/oauth2/token");
        Set<String> scopes = new TreeSet<>(whole.path("paths").findValuesAsText("x-scope"));
        scopes.forEach(scope -> flow.withObject("/scopes").put(scope, ""));
    }

    ObjectNode whole() {
        return whole;
    }

    byte[] asJson() {
        return whole.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] asYaml() {
        try {
            return YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build()
                    .writeValueAsBytes(whole);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree cannot be written", impossible);
        }
    }
}
