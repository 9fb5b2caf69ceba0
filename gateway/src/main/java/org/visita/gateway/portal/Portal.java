package org.visita.gateway.portal;

import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.visita.gateway.open.OpenPage;
import org.visita.gateway.open.Visit;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** What a developer finds who has nothing but the gateway's address. All of it is made at the start, and small. */
@Startup
@Singleton
class Portal implements OpenPage {

    /** Nothing runs in these pages, and nothing is fetched but their one style sheet. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, StaticPage> pages;

    @Inject
    Portal(PortalPages pages) {
        this.pages = pages.all();
    }

    @Override
    public Set<String> paths() {
        return pages.keySet();
    }

    @Override
    public Set<String> folders() {
        return Set.of("/docs", "/problems");
    }

    @Override
    public void serve(Visit visit) {
        visit.countAgainstAddress(null)
                .onSuccess(counted -> answerOrRefuse(visit))
                .onFailure(tooOften -> visit.refuse(((RefusedException) tooOften).refusal()));
    }

    private void answerOrRefuse(Visit visit) {
        try {
            answer(visit);
        } catch (RefusedException refused) {
            visit.refuse(refused.refusal());
        }
    }

    private void answer(Visit visit) {
        HttpServerRequest request = visit.context().request();
        StaticPage page = pages.get(visit.path());
        if (page == null) {
            throw Refusal.notFound().asException();
        }
        boolean head = request.method() == HttpMethod.HEAD;
        if (!head && request.method() != HttpMethod.GET) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            throw CommonRefusal.METHOD_NOT_ALLOWED
                    .because("This takes GET, HEAD.")
                    .asException();
        }
        StaticPage.Form form = page.best(visit.context().parsedHeaders().accept());
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .putHeader(HttpHeaders.ETAG, form.etag())
                .putHeader("Content-Security-Policy", POLICY);
        if (page.forms().size() > 1) {
            response.putHeader(HttpHeaders.VARY, "Accept");
        }
        request.resume();
        if (isKnown(request, form)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, form.mediaType());
        if (head) {
            response.putHeader(
                            HttpHeaders.CONTENT_LENGTH,
                            Integer.toString(form.content().length()))
                    .end();
        } else {
            response.end(form.content());
        }
    }

    /** RFC 9110, section 13.1.2: a weak comparison, of a list or of anything at all. */
    private static boolean isKnown(HttpServerRequest request, StaticPage.Form form) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && (known.strip().equals("*") || known.contains(form.etag()));
    }
}
