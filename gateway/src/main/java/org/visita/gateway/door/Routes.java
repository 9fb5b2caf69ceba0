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

    private static final String V1 = "/v1/";
    static final String FHIR = "/fhir/R4/";

    private final Map<String, Route> byPath;

    @Inject
    Routes(Upstreams to) {
        this.byPath = Stream.of(
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
                        route("holds", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        route("patients", to.patient(), PATIENTS_READ, PATIENTS_WRITE),
                        route("connections", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("dead-letters", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("replays", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("unreadable-records", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("audit", to.audit(), AUDIT_READ, null),
                        route("keys", null, KEYS_READ, KEYS_WRITE),
                        fhir("Appointment", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        // The statement of the one service that speaks FHIR; whoever may read there may read it.
                        fhir("metadata", to.booking(), BOOKINGS_READ, null))
                .collect(Collectors.toMap(Route::path, Function.identity()));
    }

    private static Route route(String resource, Upstream upstream, Scope read, Scope write) {
        return new Route(V1, resource, upstream, read, write);
    }

    private static Route fhir(String type, Upstream upstream, Scope read, Scope write) {
        return new Route(FHIR, type, upstream, read, write);
    }

    Optional<Route> find(String path) {
        return Stream.of(V1, FHIR).filter(path::startsWith).findFirst().flatMap(base -> {
            int end = path.indexOf('/', base.length());
            return Optional.ofNullable(byPath.get(end < 0 ? path : path.substring(0, end)));
        });
    }
}
