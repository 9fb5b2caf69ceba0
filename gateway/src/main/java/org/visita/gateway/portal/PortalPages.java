package org.visita.gateway.portal;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every page of the portal, by its address. */
@Singleton
class PortalPages {

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final ApiDocument document;

    @Inject
    PortalPages(ApiDocument document) {
        this.document = document;
    }

    Map<String, StaticPage> all() {
        Map<String, StaticPage> pages = new HashMap<>();
        addDocument(pages);
        pages.put(
                "/",
                new StaticPage(List.of(
                        StaticPage.Form.of(JSON, links()),
                        StaticPage.html(PageTemplates.home()).forms().getFirst())));
        pages.put("/docs", StaticPage.html(PageTemplates.reference(ReferenceView.of(document.whole()))));
        pages.put("/docs/portal.css", StaticPage.of("text/css;charset=utf-8", read("/portal/portal.css")));
        GuidePages.all().forEach((path, html) -> pages.put(path, StaticPage.html(html)));
        ProblemPages.all().forEach((path, html) -> pages.put(path, StaticPage.html(html)));
        return Map.copyOf(pages);
    }

    private void addDocument(Map<String, StaticPage> pages) {
        byte[] json = document.asJson();
        byte[] yaml = document.asYaml();
        // The names of before RFC 9512 are still asked for.
        pages.put(
                "/openapi",
                new StaticPage(List.of(
                        StaticPage.Form.of(JSON, json),
                        StaticPage.Form.of("application/vnd.oai.openapi+json", json),
                        StaticPage.Form.of(YAML, yaml),
                        StaticPage.Form.of("application/vnd.oai.openapi", yaml),
                        StaticPage.Form.of("application/x-yaml", yaml),
                        StaticPage.Form.of("text/yaml", yaml))));
        pages.put("/openapi.json", StaticPage.of(JSON, json));
        pages.put("/openapi.yaml", StaticPage.of(YAML, yaml));
    }

    private static byte[] links() {
        JsonObject guides = new JsonObject();
        GuidePages.NAMES.forEach(name -> guides.put(name, GuidePages.ADDRESS + name));
        return new JsonObject()
                .put("name", "Visita")
                .put("openapi", "/openapi")
                .put("reference", "/docs")
                .put("scopes", "/docs/scopes")
                .put("limits", "/docs/limits")
                .put("guides", guides)
                .put("problems", "/problems")
                .put("fhir", "/fhir/R4/metadata")
                .encodePrettily()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) {
        try (InputStream in = PortalPages.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
