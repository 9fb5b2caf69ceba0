package org.visita.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.testing.GatedKafka;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** On a real broker that goes away and comes back. */
class AuditTrailTest {

    private static final Duration GRACE = Duration.ofMinutes(15);

    @TempDir
    Path home;

    private final MovedClock clock = new MovedClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private GatedKafka kafka;
    private AuditTrail trail;

    @BeforeEach
    void start() {
        kafka = new GatedKafka();
    }

    @AfterEach
    void stop() {
        if (trail != null) {
            trail.close();
        }
        kafka.close();
    }

    private AuditTrail trail(AuditConfig config) {
        trail = new AuditTrail(config, clock, clock::nanoTime, "test", kafka.bootstrapServers(), metrics);
        return trail;
    }

    @Test
    void while_the_broker_is_away_changes_are_refused_after_the_grace_and_nothing_is_lost() {
        trail(Acts.config(home, GRACE));
        record(0, 100);
        awaitEntries(100);
        kafka.shut();
        record(100, 1000);
        assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException();
        clock.forward(GRACE.plusSeconds(1));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThatThrownBy(trail::refuseIfBehind)
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(CommonRefusal.AUDIT_BEHIND);
                    assertThat(refused.refusal().retryAfter()).isNotNull();
                }));
        assertThat(gauge("visita_audit_oldest_seconds")).isGreaterThan(GRACE.toSeconds());
        // Reads go on, and leave their entries as ever.
        record(1000, 7000);
        assertThat(gauge("visita_audit_waiting")).isEqualTo(6900);

        kafka.open();
        List<AuditEvent> entries = awaitEntries(7000);
        assertInOrder(entries, 7000);
        await().untilAsserted(() -> assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException());
        assertThat(metrics.counter("visita_audit_lost").count()).isZero();
        await().untilAsserted(() -> assertThat(gauge("visita_audit_waiting")).isZero());
    }

    @Test
    void a_process_that_starts_without_a_broker_starts_and_sends_later() {
        kafka.shut();
        trail(Acts.config(home, Duration.ofMinutes(1)));
        record(0, 50);
        kafka.open();
        assertInOrder(awaitEntries(50), 50);
    }

    @Test
    void an_act_is_one_entry_however_often_its_end_is_told() {
        trail(Acts.config(home, GRACE));
        OpenAct first = trail.begin(Acts.interrupted("one"));
        OpenAct second = trail.begin(Acts.interrupted("two"));
        assertThat(gauge("visita_audit_open")).isEqualTo(2);
        second.end(Acts.act("two"));
        first.end(Acts.act("one"));
        first.end(Acts.interrupted("one"));
        trail.record(Acts.act("three"));

        List<AuditEvent> entries = awaitEntries(3);
        assertThat(entries).extracting(AuditEvent::requestId).containsExactly("two", "one", "three");
        assertThat(entries).extracting(AuditEvent::outcome).containsOnly(Outcome.SUCCEEDED);
        assertThat(entries).extracting(AuditEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(entries.get(1).id()).isLessThan(entries.get(0).id());
        assertThat(gauge("visita_audit_open")).isZero();
    }

    @Test
    void what_is_not_sent_when_it_stops_is_sent_by_the_next_process() {
        trail(Acts.config(home, GRACE));
        record(0, 10);
        awaitEntries(10);
        kafka.shut();
        record(10, 20);
        trail.close();
        kafka.open();
        AuditTrail next = trail(Acts.config(home, GRACE));
        next.record(Acts.act("of-the-next"));
        List<AuditEvent> entries = awaitEntries(21);
        String first = entries.getFirst().process();
        assertThat(entries)
                .filteredOn(entry -> entry.process().equals(first))
                .extracting(AuditEvent::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        await().untilAsserted(() -> assertThat(home).isDirectoryNotContaining(path -> path.endsWith(first)));
    }

    @Test
    void a_full_journal_refuses_changes_at_once_and_counts_what_it_loses() {
        kafka.shut();
        trail(Acts.config(Acts.journal(home, 1 << 16, 1 << 18), Duration.ofMinutes(10)));
        record(0, 1000);
        assertThatThrownBy(trail::refuseIfBehind).isInstanceOf(RefusedException.class);
        long lost = (long) metrics.counter("visita_audit_lost").count();
        assertThat(lost).isPositive();
        kafka.open();
        List<AuditEvent> entries = awaitEntries(1000 - (int) lost);
        await().untilAsserted(() -> assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException());
        trail.record(Acts.act("after"));
        // The next one shows where the gap is.
        assertThat(awaitEntries(entries.size() + 1).getLast().sequence()).isEqualTo(1001);
    }

    @Test
    void without_a_disk_entries_still_arrive_but_nothing_is_changed_after_the_grace() throws IOException {
        Path noFolder = home.resolve("journal");
        Files.writeString(noFolder, "in the way");
        trail(Acts.config(noFolder, GRACE));
        record(0, 10);
        awaitEntries(10);
        assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException();
        clock.forward(GRACE.plusSeconds(1));
        assertThatThrownBy(trail::refuseIfBehind).isInstanceOf(RefusedException.class);
        OpenAct open = trail.begin(Acts.interrupted("ten"));

        Files.delete(noFolder);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException());
        open.end(Acts.act("ten"));
        trail.record(Acts.act("eleven"));
        List<AuditEvent> entries = awaitEntries(12);
        // The end of the act goes where its beginning is; what comes after has a disk, and numbers of its own.
        assertThat(entries.subList(10, 12)).extracting(AuditEvent::sequence).containsExactlyInAnyOrder(11L, 1L);
        assertThat(noFolder).isNotEmptyDirectory();
    }

    @Test
    void an_entry_that_the_broker_will_never_take_is_lost_and_holds_up_nobody() {
        trail(Acts.config(Acts.journal(home, 1 << 23, 1 << 26), GRACE));
        AuditedAct small = Acts.act("small");
        trail.record(new AuditedAct(
                small.clinic(),
                small.actor(),
                "booking.cancel",
                "B".repeat(3 << 20),
                null,
                null,
                Outcome.SUCCEEDED,
                null,
                null,
                null,
                null,
                1));
        trail.record(small);
        assertThat(awaitEntries(1).getFirst().sequence()).isEqualTo(2);
        await().untilAsserted(() ->
                assertThat(metrics.counter("visita_audit_lost").count()).isEqualTo(1));
    }

    @Test
    void a_journal_that_cannot_be_read_is_told_of_and_holds_up_no_other() throws IOException {
        Path broken = Files.createDirectory(home.resolve("018f0000-0000-7000-8000-00000000dead"));
        Files.createFile(broken.resolve("lock"));
        Files.createDirectory(broken.resolve("state"));
        trail(Acts.config(home, GRACE));
        record(0, 10);
        assertInOrder(awaitEntries(10), 10);
        await().untilAsserted(() ->
                assertThat(gauge("visita_audit_journals_unreadable")).isEqualTo(1));
        Files.delete(broken.resolve("state"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(gauge("visita_audit_journals_unreadable"))
                .isZero());
        record(10, 20);
        assertInOrder(awaitEntries(20), 20);
    }

    @Test
    void what_was_left_is_no_excuse_while_nothing_gets_through() {
        kafka.shut();
        trail(Acts.config(home, GRACE));
        record(0, 10);
        trail.close();
        clock.forward(GRACE.plusSeconds(1));
        AuditTrail next = trail(Acts.config(home, GRACE));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThatThrownBy(next::refuseIfBehind).isInstanceOf(RefusedException.class));
        kafka.open();
        awaitEntries(10);
        await().untilAsserted(() -> assertThatCode(next::refuseIfBehind).doesNotThrowAnyException());
    }

    @Test
    void nobody_sets_the_grace_by_setting_the_clock() {
        trail(Acts.config(home, GRACE));
        record(0, 10);
        awaitEntries(10);
        kafka.shut();
        record(10, 20);
        clock.set(GRACE.multipliedBy(2));
        assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException();
        clock.set(GRACE.multipliedBy(-10));
        clock.forward(GRACE.plusSeconds(1));
        assertThatThrownBy(trail::refuseIfBehind).isInstanceOf(RefusedException.class);
        kafka.open();
        awaitEntries(20);
        await().untilAsserted(() -> assertThatCode(trail::refuseIfBehind).doesNotThrowAnyException());
    }

    @Test
    void the_end_of_an_act_has_the_trace_of_its_beginning() {
        trail(Acts.config(home, GRACE));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        AuditedAct act = Acts.act("traced");
        AuditedAct traced = new AuditedAct(
                act.clinic(),
                act.actor(),
                act.action(),
                act.resourceType(),
                null,
                null,
                act.outcome(),
                null,
                null,
                act.requestId(),
                null,
                1,
                "00-" + trace + "-00f067aa0ba902b7-01");
        trail.begin(traced).end(act);
        assertThat(awaitEntries(1).getFirst().traceId()).isEqualTo(trace);
    }

    @Test
    void what_ends_after_the_trail_was_closed_is_counted_and_throws_nothing() {
        trail(Acts.config(home, GRACE));
        OpenAct act = trail.begin(Acts.interrupted("late"));
        trail.close();
        assertThatCode(() -> act.end(Acts.act("late"))).doesNotThrowAnyException();
        assertThat(metrics.counter("visita_audit_lost").count()).isEqualTo(1);
    }

    @Test
    void settings_that_would_silence_it_are_refused() {
        assertThatThrownBy(() -> trail(Acts.config(Acts.journal(home, 1 << 20, 1 << 20), GRACE)))
                .hasMessageContaining("most-bytes");
        assertThatThrownBy(() -> trail(Acts.config(Acts.journal(home, 1 << 10, 1 << 20), GRACE)))
                .hasMessageContaining("segment-bytes");
        assertThatThrownBy(() -> trail(Acts.config(home, Duration.ZERO))).hasMessageContaining("grace");
    }

    private void record(int from, int to) {
        IntStream.range(from, to).forEach(i -> trail.record(Acts.act("request-" + i)));
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private List<AuditEvent> awaitEntries(int many) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(entries()).hasSizeGreaterThanOrEqualTo(many));
        return entries();
    }

    private List<AuditEvent> entries() {
        return TopicReader.read(kafka.bootstrapServers(), Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .toList();
    }

    private static void assertInOrder(List<AuditEvent> entries, int many) {
        assertThat(entries)
                .extracting(AuditEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, many).boxed().toList());
        assertThat(entries)
                .extracting(AuditEvent::requestId)
                .containsExactlyElementsOf(
                        IntStream.range(0, many).mapToObj(i -> "request-" + i).toList());
    }
}
