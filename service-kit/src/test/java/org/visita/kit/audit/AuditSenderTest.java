package org.visita.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.testing.GatedKafka;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What breaks below the sender, on a real broker. */
class AuditSenderTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final GatedKafka kafka = new GatedKafka();
    private final SteadyTime time = new SteadyTime(Clock.systemUTC(), System::nanoTime);
    private final AuditEntries entries = new AuditEntries(Clock.systemUTC(), time, "test");
    private JournalSpace space;
    private AuditJournals journals;
    private AuditSender sender;

    private void start(LongConsumer lost) {
        AuditConfig.Journal config = Acts.journal(home, 1 << 23, 1 << 26);
        space = new JournalSpace(config, time, Runnable::run);
        journals = new AuditJournals(config, space, time, lost, entries::closing);
        sender = new AuditSender(journals, new AuditProducer(kafka.bootstrapServers(), "test"), lost);
    }

    @AfterEach
    void stop() {
        sender.close(() -> {});
        kafka.close();
    }

    @Test
    void a_journal_that_breaks_is_taken_out_and_taken_over_again_and_the_others_go_on() throws IOException {
        AuditJournal left = left();
        start(lost -> {});
        journals.look();
        AuditJournal adopted = journals.flows().getLast().journal();
        assertThat(adopted.process()).isEqualTo(left.process());
        // As if its disk were gone: whoever reads it gets an exception.
        adopted.after(null).close();
        record(journals.own(), 0, 5);
        sender.start();
        await().atMost(SOON).until(() -> numbersOf(journals.own()).size() == 5);
        assertThat(journals.unreadable()).isEqualTo(1);
        await().atMost(SOON).until(() -> numbersOf(left).size() == 5);
        record(journals.own(), 5, 10);
        await().atMost(SOON).until(() -> numbersOf(journals.own()).size() == 10);
        assertThat(journals.unreadable()).isZero();
        assertThat(numbersOf(left)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbersOf(journals.own()))
                .as("none comes twice")
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void until_it_is_known_what_was_left_its_files_tell_whether_it_waits_for_too_long() throws IOException {
        Duration grace = Duration.ofMinutes(15);
        Path file = home.resolve(left().process()).resolve("0000000000000001.journal");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(grace).minusSeconds(1)));
        start(lost -> {});
        AuditGrace changes = new AuditGrace(grace, time, space, journals, sender);
        assertThatThrownBy(changes::check).isInstanceOf(RefusedException.class);
        // As soon as they are read, the entries tell.
        sender.start();
        await().atMost(SOON).untilAsserted(() -> assertThatCode(changes::check).doesNotThrowAnyException());
    }

    @Test
    void an_error_does_not_end_it() {
        AtomicBoolean thrown = new AtomicBoolean();
        start(lost -> {
            if (thrown.compareAndSet(false, true)) {
                throw new NoClassDefFoundError("as of a library that is not there");
            }
        });
        sender.start();
        AuditedAct act = Acts.act("too large");
        AuditedAct tooLarge = new AuditedAct(
                act.clinic(),
                act.actor(),
                act.action(),
                "B".repeat(3 << 20),
                null,
                null,
                act.outcome(),
                null,
                null,
                null,
                null,
                1,
                null);
        AuditJournal own = journals.own();
        own.whole(entries.of(tooLarge, own).whole(tooLarge), 0, true);
        sender.wake();
        await().atMost(SOON).untilTrue(thrown);
        record(own, 0, 5);
        await().atMost(SOON).until(() -> numbersOf(own).size() == 5);
        await().atMost(SOON).until(() -> sender.silence().compareTo(Duration.ofSeconds(2)) < 0);
        await().atMost(SOON).until(() -> own.unsent().entries() == 0);
    }

    /** What a process that is no more has left: five entries. */
    private AuditJournal left() throws IOException {
        AuditJournal left = AuditJournal.begin(
                JournalFolder.create(home),
                new JournalSpace(Acts.journal(home, 1 << 16, 1 << 20), time, Runnable::run));
        record(left, 0, 5);
        left.leave(null, 0);
        return left;
    }

    private void record(AuditJournal journal, int from, int to) {
        for (int i = from; i < to; i++) {
            AuditedAct act = Acts.act("request-" + i);
            assertThat(journal.whole(entries.of(act, journal).whole(act), 0, true))
                    .isTrue();
        }
        if (sender != null) {
            sender.wake();
        }
    }

    private List<Long> numbersOf(AuditJournal journal) {
        return TopicReader.read(kafka.bootstrapServers(), Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .filter(entry -> entry.process().equals(journal.process()))
                .map(AuditEvent::sequence)
                .toList();
    }
}
