package org.visita.gateway.door;

import static org.visita.gateway.key.Scope.AUDIT_READ;
import static org.visita.gateway.key.Scope.BOOKINGS_READ;
import static org.visita.gateway.key.Scope.BOOKINGS_WRITE;
import static org.visita.gateway.key.Scope.CATALOG_READ;
import static org.visita.gateway.key.Scope.CATALOG_WRITE;
import static org.visita.gateway.key.Scope.KEYS_READ;
import static org.visita.gateway.key.Scope.KEYS_WRITE;
import static org.visita.gateway.key.Scope.PATIENTS_READ;
import static org.visita.gateway.key.Scope.PATIENTS_WRITE;
import static org.visita.gateway.key.Scope.SLOTS_READ;
import static org.visita.gateway.key.Scope.SYNC_OPERATE;
import static org.visita.gateway.key.Scope.SYNC_READ;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Upstream;
import org.visita.gateway.pipe.Upstreams;

/**
 * The whole public surface, by resource. What is not in this table is not there. Made at the start, so that a malformed
 * address of a service is noticed then.
 */
@Startup
@ApplicationScoped
class Routes {

    private static final String BASE = "/v1/";

    private final Map<String, Route> byResource;

    @Inject
    Routes(Upstreams to) {
        this.byResource = Stream.of(
                        route("slots", to.availability(), SLOTS_READ, null),
                        route("locations", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("rooms", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("equipment", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("practitioners", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("visit-types", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("schedules", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("overrides", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("time-off", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("holidays", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("affected-bookings", to.availability(), CATALOG_READ, null),
                        route("bookings", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        route("patients", to.patient(), PATIENTS_READ, PATIENTS_WRITE),
                        route("connections", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("dead-letters", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("audit", to.audit(), AUDIT_READ, null),
                        route("keys", null, KEYS_READ, KEYS_WRITE))
                .collect(Collectors.toMap(Route::resource, Function.identity()));
    }

    private static Route route(String resource, Upstream upstream, Scope read, Scope write) {
        return new Route(resource, upstream, read, write);
    }

    Optional<Route> find(String path) {
        if (!path.startsWith(BASE)) {
            return Optional.empty();
        }
        int end = path.indexOf('/', BASE.length());
        return Optional.ofNullable(byResource.get(path.substring(BASE.length(), end < 0 ? path.length() : end)));
    }
}
