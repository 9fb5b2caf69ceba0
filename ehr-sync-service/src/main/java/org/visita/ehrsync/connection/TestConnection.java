package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.visita.ehrsync.Contexts;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.Identifiers;
import org.visita.ehrsync.access.EhrAccess;
import org.visita.ehrsync.connection.ConnectionReport.Check;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.EhrTargets;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.HttpCall;
import org.visita.ehrsync.http.OutgoingHttp;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;

/** Asks an EHR what it can do. Writes nothing into it; what was learnt is kept with the connection. */
@ApplicationScoped
class TestConnection {

    /** Each holds a statement of megabytes. */
    private static final int AT_ONCE = 4;

    private static final int WAITING = 32;
    private static final Duration LEAST_LEFT = Duration.ofMillis(500);

    private final Connections connections;
    private final EhrTargets targets;
    private final EhrAccess access;
    private final OutgoingHttp http;
    private final Vertx vertx;
    private final Identifiers identifiers;
    private final Transactions transactions;
    private final Clock clock;
    private final EhrSyncConfig.Ehr config;
    private final Guard guard;

    @Inject
    TestConnection(
            Connections connections,
            EhrTargets targets,
            EhrAccess access,
            OutgoingHttp http,
            Vertx vertx,
            Identifiers identifiers,
            Transactions transactions,
            Clock clock,
            EhrSyncConfig config) {
        this.connections = connections;
        this.targets = targets;
        this.access = access;
        this.http = http;
        this.vertx = vertx;
        this.identifiers = identifiers;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config.ehr();
        // Of its own: tests take nothing away from deliveries.
        this.guard = Guard.create()
                .withDescription("test of a connection")
                .withTimeout()
                .duration(this.config.testTimeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(AT_ONCE)
                .queueSize(WAITING)
                .done()
                .build();
    }

    /** @param createsBy empty if nothing was learnt of it */
    record Look(int version, List<Check> checks, Optional<CreatesBy> createsBy, boolean understood) {}

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such connection */
    Uni<Look> look(String clinic, UUID id) {
        return Panache.withSession(() -> connections.find(clinic, id))
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .chain(connection -> targets.load(new ConnectionRef(clinic, id)))
                .chain(this::look);
    }

    private Uni<Look> look(EhrTarget target) {
        Instant end = clock.instant().plus(config.testTimeout());
        return ask(target, "/metadata", config.testTimeout(), config.longestCapabilityStatement())
                .chain(answer -> statementIn(answer)
                        .chain(statement -> statement.isPresent()
                                ? asked(target, timeUntil(end)).map(letIn -> understood(target, letIn, statement.get()))
                                : Uni.createFrom().item(notUnderstood(target, MetadataAnswer.problemOf(answer)))))
                .onFailure()
                .recoverWithItem(failure -> notUnderstood(target, MetadataAnswer.problemOf(failure)));
    }

    /** Read apart: an event loop has better to do than megabytes of JSON. */
    private Uni<Optional<EhrCapabilities>> statementIn(HttpAnswer answer) {
        return Contexts.here(Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> MetadataAnswer.statementOf(answer), false)
                        .toCompletionStage()));
    }

    /** Everybody may read the statement: only what it is about tells whether we are let in. */
    private Uni<Check> asked(EhrTarget target, Duration patience) {
        String nobodys = URLEncoder.encode(identifiers.bookings() + "|none", StandardCharsets.UTF_8);
        return ask(target, "/Appointment?identifier=" + nobodys + "&_count=1", patience, config.longestAnswer())
                .map(MetadataAnswer::letIn)
                .onFailure()
                .recoverWithItem(MetadataAnswer::problemOf);
    }

    /** What is left, and no longer than a call may take; after a slow statement still enough for an EHR that is awake. */
    private Duration timeUntil(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        Duration least = left.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : left;
        return least.compareTo(config.timeout()) < 0 ? least : config.timeout();
    }

    private Uni<HttpAnswer> ask(EhrTarget target, String what, Duration patience, int longest) {
        HttpCall call = HttpCall.get(URI.create(target.baseUrl() + what), Map.of("Accept", "application/fhir+json"));
        return access.with(target, patience, proof -> http.sendToTarget(call.with(proof), guard, patience, longest));
    }

    private static Look understood(EhrTarget target, Check letIn, EhrCapabilities statement) {
        List<Check> checks = new ArrayList<>();
        checks.add(letIn);
        checks.add(Check.ok("metadata", "The EHR says what it can do."));
        checks.addAll(statement.checks());
        return new Look(target.version(), checks, statement.createsBy(), true);
    }

    private static Look notUnderstood(EhrTarget target, Check problem) {
        return new Look(target.version(), List.of(problem), Optional.empty(), false);
    }

    /** Joins the running transaction. What was learnt of a connection that was changed meanwhile is not kept. */
    Uni<ConnectionReport> keep(String clinic, UUID id, Look look) {
        return transactions.write(() -> connections
                .lock(clinic, id)
                .chain(current -> look.understood() && look.version() == current.version()
                        ? connections.store(
                                current.tested(look.createsBy().orElse(current.createsBy()), clock.instant()))
                        : Uni.createFrom().item(current))
                .map(current -> new ConnectionReport(
                        look.checks().stream().noneMatch(check -> check.outcome() == ConnectionReport.Outcome.FAILED),
                        look.checks(),
                        current.createsBy(),
                        clock.instant())));
    }
}
