package org.visita.availability.catalog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** What the resources of all five kinds do, said once. */
@ApplicationScoped
public class CatalogRequests {

    private final CurrentCaller callers;
    private final IdempotentPost posts;
    private final PublishItem publish;
    private final CatalogItems items;

    @Inject
    CatalogRequests(CurrentCaller callers, IdempotentPost posts, PublishItem publish, CatalogItems items) {
        this.callers = callers;
        this.posts = posts;
        this.publish = publish;
        this.items = items;
    }

    public <T extends CatalogJson> Uni<Response> create(String path, String key, T content) {
        Caller caller = callers.get();
        // Applied here once it is committed, and not before: what is rolled back must not be listed.
        AtomicReference<CatalogItem<T>> created = new AtomicReference<>();
        return posts.<CatalogItem<T>>once(
                        caller,
                        key,
                        "POST " + path,
                        content,
                        () -> publish.create(caller.clinic(), content).invoke(created::set),
                        item -> view(Response.created(URI.create(path + "/" + item.id())), item))
                .invoke(() -> Optional.ofNullable(created.get()).ifPresent(publish::applyHere));
    }

    public <T extends CatalogJson> Uni<Response> replace(String id, String ifMatch, CatalogType<T> type, T content) {
        Etags.require(ifMatch);
        return publish.replace(callers.get().clinic(), known(id), type, ifMatch, content)
                .invoke(publish::applyHere)
                .map(item -> view(Response.ok(), item));
    }

    public <T extends CatalogJson> Uni<Response> read(String id, CatalogType<T> type) {
        String clinic = callers.get().clinic();
        UUID known = known(id);
        return Panache.withSession(() -> items.find(clinic, known, type))
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .map(item -> view(Response.ok(), item));
    }

    public <T extends CatalogJson> Uni<Response> list(CatalogType<T> type, Integer limit, String cursor, UriInfo uri) {
        String clinic = callers.get().clinic();
        PageRequest page = PageRequest.of(limit, cursor);
        return Panache.withSession(() -> items.list(clinic, type, page))
                .map(found -> Page.of(found, page, item -> item.id().toString()).map(CatalogItemView::of))
                .map(view -> PageLinks.respond(view, uri));
    }

    private static UUID known(String id) {
        return Ids.parse(id).orElseThrow(() -> Refusal.notFound().asException());
    }

    private static Response view(Response.ResponseBuilder response, CatalogItem<?> item) {
        return response.header("ETag", Etags.of(item.version()))
                .entity(CatalogItemView.of(item))
                .build();
    }
}
