package org.visita.gateway.door;

import static org.visita.gateway.key.Scope.AUDIT_READ;
import static org.visita.gateway.key.Scope.AUDIT_WRITE;
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
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Upstream;
import org.visita.gateway.pipe.Upstreams;
import org.visita.gateway.portal.Surface;

/**
 * The whole public surface, by resource. What is not in this table is not there. Made at the start, so that a malformed
 * address of a service is noticed then.
 */
@Startup
@ApplicationScoped
class Routes implements Surface {

    static final String V1 = "/v1/";
    static final String FHIR = "/fhir/R4/";
    static final String FHIR_BASE = "/fhir/R4";
    static final String METADATA = "metadata";

    private final GatewayConfig.Pipe pipe;
    private final Map<String, Route> byPath;
    private final Route bundles;

    @Inject
    Routes(Upstreams to, GatewayConfig config) {
        this.pipe = config.pipe();
        this.bundles = Route.ofBundles(pipe.mostBundleBytes());
        this.byPath = Stream.of(
                        route("slots", "Slot", to.availability(), SLOTS_READ, null),
                        route("locations", "Location", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("rooms", "Room", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("equipment", "Equipment", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("practitioners", "Practitioner", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("visit-types", "VisitType", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("schedules", "Schedule", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("overrides", "Override", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("time-off", "TimeOff", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("holidays", "Holiday", to.availability(), CATALOG_READ, CATALOG_WRITE),
                        route("affected-bookings", "Booking", to.availability(), CATALOG_READ, null),
                        route("bookings", "Booking", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        route("holds", "Booking", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        route("patients", "Patient", to.patient(), PATIENTS_READ, PATIENTS_WRITE),
                        route("connections", "Connection", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("dead-letters", "DeadLetter", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("replays", "Replay", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("unreadable-records", "UnreadableRecord", to.ehrSync(), SYNC_READ, SYNC_OPERATE),
                        route("audit", "AuditEntry", to.audit(), AUDIT_READ, AUDIT_WRITE),
                        route("keys", "Key", null, KEYS_READ, KEYS_WRITE),
                        route("blocks", "Block", null, KEYS_READ, KEYS_WRITE),
                        fhir("Appointment", to.booking(), BOOKINGS_READ, BOOKINGS_WRITE),
                        fhir("AuditEvent", to.audit(), AUDIT_READ, null),
                        // Put together here.
                        new Route(
                                FHIR,
                                METADATA,
                                "CapabilityStatement",
                                null,
                                BOOKINGS_READ,
                                null,
                                mostBodyBytes(METADATA)))
                .collect(Collectors.toMap(Route::path, Function.identity()));
    }

    private Route route(String resource, String type, Upstream upstream, Scope read, Scope write) {
        return new Route(V1, resource, type, upstream, read, write, mostBodyBytes(resource));
    }

    private Route fhir(String type, Upstream upstream, Scope read, Scope write) {
        return new Route(FHIR, type, type, upstream, read, write, mostBodyBytes(type));
    }

    private long mostBodyBytes(String resource) {
        return pipe.mostUploadBytes().getOrDefault(resource, pipe.mostBodyBytes());
    }

    /** Those that own a type of FHIR's resources. */
    List<Upstream> fhirServices() {
        return byPath.values().stream()
                .filter(route -> route.base().equals(FHIR))
                .map(Route::upstream)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    Optional<Route> find(String path) {
        if (path.equals(FHIR_BASE)) {
            return Optional.of(bundles);
        }
        return Stream.of(V1, FHIR).filter(path::startsWith).findFirst().flatMap(base -> {
            int end = path.indexOf('/', base.length());
            return Optional.ofNullable(byPath.get(end < 0 ? path : path.substring(0, end)));
        });
    }

    @Override
    public List<Resource> resources() {
        return byPath.values().stream()
                .map(route -> new Resource(
                        route.path(),
                        route.read().code(),
                        route.write() == null ? null : route.write().code()))
                .sorted(Comparator.comparing(Resource::path))
                .toList();
    }

    @Override
    public Optional<String> scopeOf(String method, String path) {
        return find(path)
                .flatMap(route -> route.scopeFor(HttpMethod.valueOf(method), path))
                .map(Scope::code);
    }

    @Override
    public int weightOf(String method, String path) {
        return Weights.of(HttpMethod.valueOf(method), path);
    }

    @Override
    public List<Costly> costly() {
        return Weights.ALL.stream()
                .map(costly -> new Costly(
                        costly.method() + " " + costly.path()
                                + (costly.ending() == null ? "" : "{id}" + costly.ending()),
                        costly.weight(),
                        costly.why()))
                .toList();
    }
}
