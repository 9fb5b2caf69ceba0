package org.visita.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.audit.OutgoingEntry.Standing;
import org.visita.kit.topics.EventJson;

class AuditJournalTest {

    private static final int SEGMENT = 64 * 1024;

    @TempDir
    Path home;

    private JournalSpace space(int segments) {
        return space(segments, Runnable::run);
    }

    private JournalSpace space(int segments, Executor maker) {
        return new JournalSpace(
                Acts.journal(home.resolve("own"), SEGMENT, (long) SEGMENT * segments),
                new SteadyTime(Clock.systemUTC(), System::nanoTime),
                maker);
    }

    private AuditJournal begin(JournalSpace space) throws IOException {
        return AuditJournal.begin(JournalFolder.create(home.resolve("own")), space);
    }

    @Test
    void an_entry_goes_out_as_it_would_have_been_written_with_its_number() throws IOException {
        AuditJournal journal = begin(space(4));
        AuditEvent event = event(journal, "request-1", 0);
        journal.whole(frame(event, false), 0, true);
        journal.whole(frame(event, false), 0, true);

        List<JournalRecord> sent = drain(new JournalOutflow(journal));
        assertThat(sent.get(1).event()).isEqualTo(EventJson.write(event(journal, "request-1", 2, event)));
        assertThat(sent.get(1).head()[0]).isEqualTo(event.id());
        assertThat(sent.get(1).clinic()).isEqualTo(Acts.CLINIC);
        assertThat(sent.get(1).traceParent()).isNull();
    }

    @Test
    void what_a_process_leaves_goes_out_under_its_name_and_its_numbers() throws IOException {
        AuditJournal journal = begin(space(4));
        long first = note(journal, "begun-1");
        write(journal, 3);
        long second = note(journal, "begun-2");
        journal.whole(frame(event(journal, "ended-1", 0), false), first, true);
        assertThat(second).isNotZero();

        AuditJournal adopted = adopt(died(), space(4));

        assertThat(adopted.process()).isEqualTo(journal.process());
        assertThat(adopted.missing()).isZero();
        List<AuditEvent> sent = events(drain(new JournalOutflow(adopted)));
        assertThat(sent)
                .extracting(AuditEvent::requestId)
                .containsExactly("written-0", "written-1", "written-2", "ended-1", "begun-2");
        assertThat(sent).extracting(AuditEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sent.getLast().code()).isEqualTo("interrupted");
    }

    @Test
    void a_record_that_is_broken_costs_no_other() throws IOException {
        AuditJournal journal = begin(space(4));
        write(journal, 4);
        Path left = died();
        Path file = segments(left).getFirst();
        spoil(file, positionOf(file, "written-1"));

        AuditJournal adopted = adopt(left, space(4));

        assertThat(adopted.missing()).isEqualTo(1);
        List<AuditEvent> sent = events(drain(new JournalOutflow(adopted)));
        assertThat(sent).extracting(AuditEvent::sequence).containsExactly(1L, 3L, 4L);
    }

    @Test
    void a_record_that_was_torn_off_while_it_was_written_is_not_there() throws IOException {
        AuditJournal journal = begin(space(4));
        write(journal, 2);
        Path left = died();
        Path file = segments(left).getFirst();
        // Its mark is written last: content without one is what a process leaves that is killed in between.
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.seek(positionOf(file, "written-1") + 4096L);
            torn.writeBytes("half an entry");
        }
        AuditJournal adopted = adopt(left, space(4));

        assertThat(adopted.missing()).isZero();
        assertThat(drain(new JournalOutflow(adopted))).hasSize(2);
    }

    @Test
    void a_journal_that_makes_no_sense_at_all_is_emptied_and_counted() throws IOException {
        AuditJournal journal = begin(space(4));
        write(journal, 3);
        Path left = died();
        Path file = segments(left).getFirst();
        byte[] nonsense = Files.readAllBytes(file);
        for (int i = 4; i < nonsense.length; i += 3) {
            nonsense[i] ^= 0x5a;
        }
        Files.write(file, nonsense);
        Files.write(left.resolve(journal.process()).resolve("0000000000000002.journal"), new byte[0]);

        AuditJournal adopted = adopt(left, space(4));

        assertThat(adopted.missing()).isPositive();
        JournalOutflow flow = new JournalOutflow(adopted);
        assertThat(drain(flow)).isEmpty();
        assertThat(flow.leaveIfDone()).as("nothing says yet that they are lost").isFalse();
        adopted.closeOff(process -> frame(event(adopted, "lost", 0), false));
        assertThat(events(drain(flow))).extracting(AuditEvent::sequence).containsExactly(4L);
        flow.settle();
        assertThat(flow.leaveIfDone()).isTrue();
        assertThat(left).isEmptyDirectory();
    }

    @Test
    void files_go_when_all_in_them_is_acknowledged_and_an_act_that_is_still_open_moves_on() throws IOException {
        JournalSpace space = space(16);
        AuditJournal journal = begin(space);
        note(journal, "long-lived");
        JournalOutflow flow = new JournalOutflow(journal);
        for (int round = 0; round < 10; round++) {
            write(journal, 150);
            drain(flow);
            flow.settle();
        }
        assertThat(segments(home.resolve("own"))).hasSizeLessThanOrEqualTo(2);
        assertThat(space.bytes()).isLessThanOrEqualTo(2L * SEGMENT);
        assertThat(journal.unsent().entries()).isZero();

        AuditJournal adopted = adopt(died(), space(16));
        assertThat(adopted.unsent().entries()).isEqualTo(1);
        assertThat(events(drain(new JournalOutflow(adopted))))
                .singleElement()
                .satisfies(entry -> assertThat(entry.requestId()).isEqualTo("long-lived"))
                .satisfies(entry -> assertThat(entry.sequence()).isEqualTo(1501));
    }

    @Test
    void what_finds_no_room_leaves_a_gap_that_outlives_the_process() throws IOException {
        JournalSpace space = space(2);
        AuditJournal journal = begin(space);
        int kept = 0;
        while (journal.whole(frame(event(journal, "written", 0), false), 0, true)) {
            kept++;
        }
        assertThat(space.isFull()).isTrue();
        assertThat(note(journal, "no room")).isZero();
        assertThat(journal.whole(frame(event(journal, "written", 0), false), 0, true))
                .isFalse();

        AuditJournal adopted = adopt(died(), space(4));
        assertThat(adopted.missing()).isEqualTo(2);
        adopted.closeOff(process -> frame(event(adopted, "lost", 0), false));
        adopted.closeOff(process -> frame(event(adopted, "once", 0), false));
        List<AuditEvent> sent = events(drain(new JournalOutflow(adopted)));
        assertThat(sent).hasSize(kept + 1);
        assertThat(sent.getLast().requestId()).isEqualTo("lost");
        assertThat(sent.getLast().sequence()).isEqualTo(kept + 3);
    }

    @Test
    void there_is_room_again_when_something_was_acknowledged() throws IOException {
        JournalSpace space = space(2);
        AuditJournal journal = begin(space);
        while (journal.whole(frame(event(journal, "written", 0), false), 0, true)) {
            assertThat(space.isFull()).isFalse();
        }
        JournalOutflow flow = new JournalOutflow(journal);
        drain(flow);
        flow.settle();
        assertThat(space.isFull()).isFalse();
        assertThat(journal.whole(frame(event(journal, "written", 0), false), 0, true))
                .isTrue();
    }

    @Test
    void what_stood_only_in_memory_when_the_process_was_killed_is_missing() throws IOException {
        JournalSpace space = space(8);
        AuditJournal journal = begin(space);
        write(journal, 3);
        Path folder = home.resolve("own").resolve(journal.process());
        // The disk takes no file any more.
        for (int number = 2; number < 9; number++) {
            Files.createDirectory(folder.resolve("%016d.journal".formatted(number)));
        }
        int more = 3;
        while (!space.disk().isBroken()) {
            assertThat(journal.whole(frame(event(journal, "more", 0), false), 0, true))
                    .isTrue();
            more++;
        }
        for (int number = 2; number < 9; number++) {
            Files.deleteIfExists(folder.resolve("%016d.journal".formatted(number)));
        }
        AuditJournal adopted = adopt(died(), space(8));
        assertThat(adopted.missing()).isEqualTo(1);
        adopted.closeOff(process -> frame(event(adopted, "lost", 0), false));
        assertThat(events(drain(new JournalOutflow(adopted))).getLast().sequence())
                .isEqualTo(more + 1);
    }

    @Test
    void a_full_journal_with_an_act_that_is_open_has_room_again_when_kafka_has_it() throws IOException {
        JournalSpace space = space(2);
        AuditJournal journal = begin(space);
        long act = note(journal, "long-lived");
        while (journal.whole(frame(event(journal, "written", 0), false), 0, true)) {
            assertThat(act).isNotZero();
        }
        JournalOutflow flow = new JournalOutflow(journal);
        drain(flow);
        flow.settle();
        assertThat(space.isFull()).isFalse();
        assertThat(journal.whole(frame(event(journal, "ended", 0), false), act, true))
                .isTrue();
        assertThat(journal.open()).isZero();
    }

    @Test
    void the_last_quarter_is_not_for_strangers_but_for_those_who_are_known_and_for_ends() throws IOException {
        JournalSpace space = space(8);
        AuditJournal journal = begin(space);
        long act = journal.begin(frame(event(journal, "begun", 0), true), false);
        while (journal.whole(frame(event(journal, "stranger", 0), false), 0, false)) {
            assertThat(space.isFull()).isFalse();
        }
        assertThat(space.bytes()).isBetween(5L * SEGMENT, 6L * SEGMENT);
        assertThat(space.isFull()).isFalse();
        assertThat(journal.begin(frame(event(journal, "begun", 0), true), false))
                .isZero();
        assertThat(journal.whole(frame(event(journal, "ended", 0), false), act, false))
                .isTrue();
        assertThat(journal.whole(frame(event(journal, "known", 0), false), 0, true))
                .isTrue();
        List<AuditEvent> sent = events(drain(new JournalOutflow(journal)));
        long before = sent.get(sent.size() - 3).sequence();
        assertThat(sent.get(sent.size() - 2).sequence())
                .as("the stranger's number is missing")
                .isEqualTo(before + 2);
    }

    @Test
    void what_ends_after_the_journal_was_left_is_not_written_and_hurts_nobody() throws IOException {
        AuditJournal journal = begin(space(4));
        long act = note(journal, "begun");
        new JournalOutflow(journal).leave();
        assertThat(journal.whole(frame(event(journal, "ended", 0), false), act, true))
                .isFalse();
        assertThat(note(journal, "begun")).isZero();
    }

    @Test
    void a_number_whose_entry_was_never_written_is_given_to_the_next() throws IOException {
        AuditJournal journal = begin(space(4));
        write(journal, 2);
        Path left = died();
        // Killed when the record stood, and its number did not.
        try (RandomAccessFile state = new RandomAccessFile(
                left.resolve(journal.process()).resolve("state").toFile(), "rw")) {
            state.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
        }
        AuditJournal adopted = adopt(left, space(4));
        assertThat(adopted.missing()).isZero();
        adopted.whole(frame(event(adopted, "next", 0), false), 0, true);
        assertThat(events(drain(new JournalOutflow(adopted))))
                .extracting(AuditEvent::sequence)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_folder_that_cannot_be_locked_holds_up_no_other() throws IOException {
        write(begin(space(4)), 1);
        write(begin(space(4)), 1);
        Path left = died();
        Path first;
        try (Stream<Path> folders = Files.list(left)) {
            first = folders.sorted().findFirst().orElseThrow();
        }
        Files.delete(first.resolve("lock"));
        Files.createDirectory(first.resolve("lock"));
        List<String> failed = new ArrayList<>();
        assertThat(JournalFolder.adopt(left, (process, failure) -> failed.add(process)))
                .hasSize(1);
        assertThat(failed).containsExactly(first.getFileName().toString());
    }

    @Test
    void what_is_found_counts_once_it_is_more_than_the_bound() throws IOException {
        JournalSpace all = space(8);
        for (int process = 0; process < 3; process++) {
            write(begin(all), 200);
        }
        Path left = died();
        JournalSpace space = space(2);
        for (JournalFolder folder : folders(left)) {
            AuditJournal.adopt(folder, space, System.currentTimeMillis());
        }
        assertThat(space.bytes()).isGreaterThanOrEqualTo(4L * SEGMENT);
        AuditJournal journal = begin(space);
        assertThat(journal.whole(frame(event(journal, "one more", 0), false), 0, true))
                .isFalse();
        assertThat(space.isFull()).isTrue();
    }

    @Test
    void what_finds_no_room_in_a_journal_that_was_left_says_nothing_of_our_own() throws IOException {
        JournalSpace all = space(16);
        for (int process = 0; process < 3; process++) {
            write(begin(all), 300);
        }
        Path left = died();
        JournalSpace space = space(2);
        AuditJournal own = begin(space);
        write(own, 1);
        List<AuditJournal> adopted = new ArrayList<>();
        for (JournalFolder folder : folders(left)) {
            Path first = folder.segment(1);
            spoil(first, positionOf(first, "written-1"));
            adopted.add(AuditJournal.adopt(folder, space, System.currentTimeMillis()));
        }
        long bytes = space.bytes();

        adopted.forEach(each -> each.closeOff(process -> frame(event(each, "lost", 0), false)));

        assertThat(space.bytes()).as("nothing was added").isEqualTo(bytes);
        assertThat(space.isFull()).isFalse();
    }

    @Test
    void what_is_added_to_a_journal_that_was_left_takes_little() throws IOException {
        note(begin(space(4)), "begun-1");
        Path left = died();
        JournalSpace space = new JournalSpace(
                Acts.journal(home.resolve("own"), 16 * SEGMENT, 64L * SEGMENT),
                new SteadyTime(Clock.systemUTC(), System::nanoTime),
                Runnable::run);

        AuditJournal adopted = adopt(left, space);

        assertThat(space.bytes()).as("one that was found, and one more").isEqualTo(2L * SEGMENT);
        assertThat(events(drain(new JournalOutflow(adopted))))
                .extracting(AuditEvent::code)
                .containsExactly("interrupted");
    }

    @Test
    void that_nothing_can_be_added_to_what_was_left_does_not_break_our_own() throws IOException {
        write(begin(space(4)), 4);
        Path left = died();
        spoil(segments(left).getFirst(), positionOf(segments(left).getFirst(), "written-1"));
        JournalSpace space = space(4);
        AuditJournal adopted = adopt(left, space);
        Files.createDirectory(left.resolve(adopted.process()).resolve("0000000000000002.journal"));

        adopted.closeOff(process -> frame(event(adopted, "lost", 0), false));

        assertThat(space.disk().isBroken()).isFalse();
        assertThat(events(drain(new JournalOutflow(adopted))).getLast().requestId())
                .as("in memory it goes out all the same")
                .isEqualTo("lost");
    }

    @Test
    void while_the_next_file_is_being_made_entries_wait_in_memory_and_then_stand_on_the_disk_again()
            throws IOException {
        Deque<Runnable> making = new ArrayDeque<>();
        JournalSpace space = space(8, making::add);
        AuditJournal journal = begin(space);
        int all = 0;
        while (journal.after(journal.after(null)) == null
                || journal.after(journal.after(null)).isOnDisk()) {
            assertThat(journal.whole(frame(event(journal, "written", 0), false), 0, true))
                    .isTrue();
            all++;
        }
        assertThat(segments(home.resolve("own"))).as("the one that was there").hasSize(1);
        assertThat(making).as("asked for once").hasSize(1);
        making.remove().run();
        write(journal, 1);
        assertThat(segments(home.resolve("own"))).hasSize(2);
        assertThat(space.disk().isBroken()).isFalse();
        assertThat(events(drain(new JournalOutflow(journal))))
                .extracting(AuditEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all + 1L).boxed().toList());
    }

    @Test
    void who_may_wait_has_a_file_before_it_writes() throws IOException {
        JournalSpace space = space(8, making -> {});
        AuditJournal journal = begin(space);
        for (int i = 0; i < 500; i++) {
            journal.makeRoom();
            write(journal, 1);
        }
        assertThat(segments(home.resolve("own")).size()).isGreaterThan(3);
        assertThat(adopt(died(), space(8)).missing()).isZero();
    }

    @Test
    void the_beginning_of_an_act_stays_on_the_disk_until_there_is_another_place_there() throws IOException {
        Deque<Runnable> making = new ArrayDeque<>();
        JournalSpace space = space(8, making::add);
        AuditJournal journal = begin(space);
        note(journal, "long-lived");
        JournalOutflow flow = new JournalOutflow(journal);
        while (journal.after(journal.after(null)) == null) {
            write(journal, 1);
        }
        drain(flow);
        flow.settle();
        assertThat(segments(home.resolve("own"))).hasSize(1);
        making.remove().run();
        flow.settle();
        drain(flow);
        flow.settle();
        assertThat(segments(home.resolve("own"))).hasSize(1);
        assertThat(events(drain(new JournalOutflow(adopt(died(), space(8))))))
                .extracting(AuditEvent::requestId)
                .contains("long-lived");
        assertThat(journal.open()).isEqualTo(1);
    }

    @Test
    void a_file_that_stands_in_the_way_is_not_ours_to_delete() throws IOException {
        Path other = Files.writeString(home.resolve("other"), "of somebody else");
        assertThatThrownBy(() -> JournalSegment.create(other, 1, SEGMENT))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(other).hasContent("of somebody else");
    }

    @Test
    void a_folder_that_never_got_its_name_is_removed_once_it_is_old() throws IOException {
        Instant now = Instant.now();
        for (String name : List.of(".new-old", ".new-young")) {
            Path folder = Files.createDirectory(home.resolve(name));
            Files.createFile(folder.resolve("lock"));
            Files.setLastModifiedTime(
                    folder, FileTime.from(name.endsWith("old") ? now.minus(Duration.ofMinutes(11)) : now));
        }
        look(home, space(4));
        assertThat(home.resolve(".new-old")).doesNotExist();
        assertThat(home.resolve(".new-young")).exists();
    }

    @Test
    void a_file_that_was_made_ahead_takes_no_room_once_its_process_is_gone() throws IOException {
        write(begin(space(4)), 1);
        Path left = died();
        assertThat(spares(left)).hasSize(1);
        assertThat(look(left, space(4))).hasSize(1);
        assertThat(spares(left)).isEmpty();
    }

    @Test
    void one_of_many_adopts_and_nobody_one_that_is_alive() throws Exception {
        AuditJournal alive = begin(space(4));
        write(alive, 1);
        Path directory = died();
        assertThat(folders(home.resolve("own"))).isEmpty();
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            Callable<List<JournalFolder>> look = () -> folders(directory);
            int adopted = 0;
            for (Future<List<JournalFolder>> each : replicas.invokeAll(List.of(look, look, look, look))) {
                adopted += each.get().size();
            }
            assertThat(adopted).isEqualTo(1);
        }
    }

    private static void write(AuditJournal journal, int entries) {
        IntStream.range(0, entries)
                .forEach(i -> journal.whole(frame(event(journal, "written-" + i, 0), false), 0, true));
    }

    private static long note(AuditJournal journal, String request) {
        return journal.begin(frame(event(journal, request, 0), true), true);
    }

    private static byte[] frame(AuditEvent event, boolean begun) {
        return JournalRecord.frame(JournalRecord.head(event, null), event, begun, System.currentTimeMillis());
    }

    private static List<JournalRecord> drain(JournalOutflow flow) {
        List<JournalRecord> sent = new ArrayList<>();
        for (OutgoingEntry next = flow.next(); next != null; next = flow.next()) {
            sent.add(next.read());
            next.is(Standing.DONE, true);
        }
        return sent;
    }

    private static List<AuditEvent> events(List<JournalRecord> sent) {
        return sent.stream()
                .map(entry -> EventJson.read(entry.event(), AuditEvent.class))
                .toList();
    }

    /** What is on the disk if the process dies now, as another process would find it. */
    private Path died() throws IOException {
        Path left = Files.createTempDirectory(home, "left");
        try (Stream<Path> files = Files.walk(home.resolve("own"))) {
            for (Path file : files.toList()) {
                Path copy = left.resolve(home.resolve("own").relativize(file));
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        return left;
    }

    private static List<AuditJournal> look(Path directory, JournalSpace space) {
        return new JournalAdoption(
                        directory,
                        space,
                        new SteadyTime(Clock.systemUTC(), System::nanoTime),
                        lost -> {},
                        process -> new byte[0])
                .look();
    }

    private static List<Path> spares(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("spare"))
                    .toList();
        }
    }

    private static AuditJournal adopt(Path directory, JournalSpace space) throws IOException {
        JournalFolder folder = folders(directory).getFirst();
        return AuditJournal.adopt(folder, space, System.currentTimeMillis());
    }

    private static List<JournalFolder> folders(Path directory) throws IOException {
        return JournalFolder.adopt(directory, (process, failure) -> {
            throw new AssertionError(process, failure);
        });
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private static int positionOf(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static void spoil(Path file, int at) throws IOException {
        try (RandomAccessFile broken = new RandomAccessFile(file.toFile(), "rw")) {
            broken.seek(at);
            broken.write('W');
        }
    }

    private static AuditEvent event(AuditJournal journal, String request, long sequence) {
        return event(journal, request, sequence, null);
    }

    private static AuditEvent event(AuditJournal journal, String request, long sequence, AuditEvent like) {
        AuditedAct act = request.startsWith("begun") || request.startsWith("long")
                ? Acts.interrupted(request)
                : Acts.act(request);
        return new AuditEvent(
                like == null ? org.visita.kit.ids.Ids.next().toString() : like.id(),
                act.clinic(),
                like == null ? Instant.now() : like.occurredAt(),
                act.actor(),
                act.action(),
                act.resourceType(),
                like == null ? act.resourceId() : like.resourceId(),
                null,
                act.outcome(),
                act.code(),
                act.address(),
                act.requestId(),
                null,
                act.durationMillis(),
                "test",
                journal.process(),
                sequence);
    }
}
