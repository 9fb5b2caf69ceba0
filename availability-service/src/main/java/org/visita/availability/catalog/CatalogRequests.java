package org.visita.availability.catalog;

import static org.visita.kit.rest.PathIds.known;

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
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** What the resources of all kinds do, said once. */
@ApplicationScoped
public class CatalogRequests {

    private final CurrentCaller callers;
    private final IdempotentPost posts;
    private final PublishItem publish;
    private final DeleteItem deletion;
    private final ListItems items;
    private final CatalogAnnouncer announcer;

    @Inject
    CatalogRequests(
            CurrentCaller callers,
            IdempotentPost posts,
            PublishItem publish,
            DeleteItem deletion,
            ListItems items,
            CatalogAnnouncer announcer) {
        this.callers = callers;
        this.posts = posts;
        this.publish = publish;
        this.deletion = deletion;
        this.items = items;
        this.announcer = announcer;
    }

    public <T extends CatalogJson> Uni<Response> create(String path, String key, boolean dryRun, T content) {
        Caller caller = callers.get();
        if (dryRun) {
            // Its key is not used up: the same request may follow in earnest.
            return publish.create(caller, content, true).map(change -> impact(change, true));
        }
        // Applied here once it is committed, and not before: what is rolled back must not be listed.
        AtomicReference<CatalogChange<T>> created = new AtomicReference<>();
        return posts.<CatalogChange<T>>once(
                        caller,
                        key,
                        "POST " + path,
                        content,
                        () -> publish.create(caller, content, false).invoke(created::set),
                        change -> view(
                                Response.created(
                                        URI.create(path + "/" + change.item().id())),
                                change))
                .invoke(() -> Optional.ofNullable(created.get())
                        .map(CatalogChange::entry)
                        .ifPresent(announcer::applyHere));
    }

    public <T extends CatalogJson> Uni<Response> replace(
            String id, String ifMatch, boolean dryRun, CatalogType<T> type, T content) {
        Etags.require(ifMatch);
        return publish.replace(callers.get(), known(id), type, ifMatch, content, dryRun)
                .invoke(change -> applyHere(change, dryRun))
                .map(change -> dryRun ? impact(change, true) : view(Response.ok(), change));
    }

    public <T extends CatalogJson> Uni<Response> delete(
            String id, String ifMatch, boolean dryRun, CatalogType<T> type) {
        Etags.require(ifMatch);
        return deletion.delete(callers.get(), known(id), type, ifMatch, dryRun)
                .invoke(change -> applyHere(change, dryRun))
                .map(change -> impact(change, dryRun));
    }

    public <T extends CatalogJson> Uni<Response> read(String id, CatalogType<T> type) {
        String clinic = callers.get().clinic();
        UUID known = known(id);
        return Panache.withSession(() -> items.find(clinic, known, type))
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .map(item -> Response.ok(CatalogItemView.of(item))
                        .header("ETag", Etags.of(item.version()))
                        .build());
    }

    public <T extends CatalogJson> Uni<Response> list(
            CatalogType<T> type, Integer limit, String cursor, UriInfo uri, Filter... filters) {
        String clinic = callers.get().clinic();
        PageRequest page = PageRequest.of(limit, cursor);
        return Panache.withSession(() -> items.list(clinic, type, page, Filter.named(filters)))
                .map(found -> Page.of(found, page, item -> item.id().toString()).map(CatalogItemView::of))
                .map(view -> PageLinks.respond(view, uri));
    }

    private void applyHere(CatalogChange<?> change, boolean dryRun) {
        if (!dryRun) {
            announcer.applyHere(change.entry());
        }
    }

    private static Response view(Response.ResponseBuilder response, CatalogChange<?> change) {
        return response.header("ETag", Etags.of(change.item().version()))
                .entity(CatalogItemView.of(change.item(), change.impact()))
                .build();
    }

    private static Response impact(CatalogChange<?> change, boolean dryRun) {
        return Response.ok(ImpactJson.of(dryRun, change.impact())).build();
    }
}
