package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.e2e.TrailCaller.Kind;
import org.visita.e2e.TrailCaller.Sent;
import org.visita.e2e.TrailRows.Entry;
import org.visita.local.bench.Frozen;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Replica;
import org.visita.local.stack.Service;

/** The trail is complete: requests sent equal entries, whatever dies meanwhile, and whatever is away for long. */
class AuditJourney {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of("gateway", "booking", "patient", "availability", "ehr-sync", "audit");

    private final LocalStack stack = TestStack.get();
    private final TrailRows rows = new TrailRows(stack);
    private final TrailDesk trail =
            new TrailDesk(stack.gateway(), stack.secrets().adminKey());

    @AfterEach
    void no_number_of_any_process_is_missing() {
        await().atMost(SOON).untilAsserted(() -> assertThat(rows.incomplete()).isEmpty());
        assertThat(trail.page(Map.of("limit", "1")).path("gaps")).isEmpty();
        assertThat(trail.findings()).isEmpty();
    }

    @Test
    void requests_sent_equal_entries_while_every_process_is_killed_once() throws Exception {
        TrailCaller caller = new TrailCaller(stack, stack.gateway(), new Desk(stack).slots(12, 15));
        try (TrailLoad load = TrailLoad.start(caller)) {
            for (String service : SERVICES) {
                load.awaitMore(10);
                stack.kill(service);
                load.awaitMore(10);
                stack.start(service);
            }
            load.awaitMore(40);
        }
        assertThat(caller.unreached()).as("requests that found no gateway").isPositive();
        isWhole(caller);
        assertThat(kindsAnswered(caller)).containsExactlyInAnyOrder(Kind.values());
        every_booking_that_was_made_has_its_change_in_the_trail(caller);
    }

    @Test
    void a_broker_that_is_away_costs_no_entry_and_after_the_grace_nothing_is_changed_unseen() {
        TrailCaller caller = new TrailCaller(stack, stack.gateway(), new Desk(stack).slots(8, 25));
        try (Replica strict = stack.replica(Service.GATEWAY, Map.of("VISITA_AUDIT_GRACE", "PT2S"))) {
            strict.start();
            stack.kill("kafka");
            try {
                await().atMost(WITHIN).untilAsserted(() -> {
                    OneShot.Answer refused = send(caller, Kind.INVALID, strict.address());
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.body()).contains("\"audit-behind\"");
                    assertThat(refused.headers()).containsKey("retry-after");
                });
                assertThat(send(caller, Kind.BOOK, strict.address()).status()).isEqualTo(503);
                assertThat(send(caller, Kind.LOCATIONS, strict.address()).status())
                        .isEqualTo(200);
                assertThat(send(caller, Kind.FHIR, strict.address()).status()).isEqualTo(200);
                // Its grace is a quarter of an hour.
                assertThat(send(caller, Kind.BOOK, stack.gateway()).status()).isIn(201, 409);
                for (Kind kind : TrailCaller.round()) caller.send(kind);
            } finally {
                stack.start("kafka");
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            send(caller, Kind.INVALID, strict.address()).status())
                    .isEqualTo(400));
            isWhole(caller);
        }
    }

    @Test
    void a_request_that_the_door_did_not_live_to_answer_and_one_whose_caller_left_stand_in_the_trail()
            throws Exception {
        TrailCaller caller = new TrailCaller(stack, stack.gateway(), new Desk(stack).slots(1, 28));
        Sent left;
        Thread waiting;
        try (Frozen _ = new Frozen(pid("booking"))) {
            left = caller.abort(Kind.MISSING);
            await().atMost(WITHIN)
                    .until(() -> rows.ofTraces(List.of(left.trace())).size() == 1);
            waiting = Thread.ofVirtual().start(() -> caller.send(Kind.INVALID));
            await().atMost(WITHIN).until(() -> Scrape.value(stack, "visita_gateway_in_flight", "booking") > 0);
            stack.kill("gateway");
        }
        waiting.join();
        stack.start("gateway");

        String unanswered = caller.sent().getLast().trace();
        await().atMost(SOON).untilAsserted(() -> assertThat(rows.ofTraces(List.of(unanswered, left.trace())))
                .extracting(Entry::trace, Entry::outcome, Entry::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(left.trace(), "failed", "aborted"),
                        org.assertj.core.groups.Tuple.tuple(unanswered, "failed", "interrupted")));
    }

    private static OneShot.Answer send(TrailCaller caller, Kind kind, URI door) {
        return caller.send(kind, door).map(Sent::answer).orElseThrow();
    }

    /** Each answered request has one entry, each other one at most, and nothing stands there that nobody sent. */
    private void isWhole(TrailCaller caller) {
        List<Sent> answered =
                caller.sent().stream().filter(sent -> sent.answer() != null).toList();
        List<String> requestIds = answered.stream().map(Sent::requestId).toList();
        List<String> traces = caller.sent().stream().map(Sent::trace).toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(rows.ofTraces(traces))
                .extracting(Entry::requestId)
                .containsAll(requestIds));
        List<Entry> entries = rows.ofTraces(traces);
        assertThat(requestIds).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(entries).extracting(Entry::requestId).doesNotHaveDuplicates();
        assertThat(entries).extracting(Entry::trace).doesNotHaveDuplicates();
        assertThat(rows.ofActors(caller.actors())).extracting(Entry::trace).isSubsetOf(traces);
    }

    private static List<Kind> kindsAnswered(TrailCaller caller) {
        return caller.sent().stream()
                .filter(sent -> sent.answer() != null)
                .map(Sent::kind)
                .distinct()
                .toList();
    }

    private void every_booking_that_was_made_has_its_change_in_the_trail(TrailCaller caller) {
        List<String> bookings = caller.sent().stream()
                .filter(sent -> sent.kind() == Kind.BOOK && sent.answer() != null)
                .filter(sent -> sent.answer().status() == 201)
                .map(sent -> sent.answer().headers().get("location"))
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .toList();
        assertThat(bookings).hasSizeGreaterThan(5);
        List<Object> expected = new ArrayList<>(bookings);
        await().atMost(SOON).untilAsserted(() -> assertThat(rows
                        .rows(
                                "select resource_id from audit_entry where action = 'booking.created' "
                                        + "and resource_id = any (?)",
                                (Object) bookings.toArray(String[]::new))
                        .stream()
                        .map(List::getFirst))
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    private long pid(String server) {
        return stack.status().stream()
                .filter(each -> each.name().equals(server))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }
}
