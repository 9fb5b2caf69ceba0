package org.visita.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareFileTest {

    private static final int BYTES = 4096;

    @TempDir
    Path home;

    private final JournalDisk disk = new JournalDisk(new SteadyTime(Clock.systemUTC(), System::nanoTime), "%s");

    /** What is written to the one that was taken has to stand under its name, whatever others make at that moment. */
    @Test
    void one_that_is_being_taken_is_not_mixed_up_with_the_next() throws Exception {
        JournalFolder folder = JournalFolder.create(home);
        SpareFile spare = new SpareFile(disk, BYTES, nobody -> {});
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService makers = Executors.newFixedThreadPool(2)) {
            Runnable making = () -> {
                while (!over.get()) {
                    spare.make(folder);
                }
            };
            Future<?> first = makers.submit(making);
            Future<?> second = makers.submit(making);
            try {
                for (int number = 1; number <= 500; number++) {
                    assertThat(writtenTo(folder, taken(spare, folder, number)))
                            .as("mark in the file of number %d", number)
                            .isEqualTo(JournalRecord.MARK);
                }
            } finally {
                over.set(true);
            }
            first.get();
            second.get();
        }
        assertThat(disk.isBroken()).isFalse();
    }

    @Test
    void of_a_journal_that_is_written_no_more_none_is_left() throws IOException {
        JournalFolder before = JournalFolder.create(home);
        JournalFolder now = JournalFolder.create(home);
        SpareFile spare = new SpareFile(disk, BYTES, nobody -> {});
        spare.make(before);
        assertThat(before.path().resolve("spare-1")).hasSize(BYTES);
        spare.make(now);
        assertThat(before.path().resolve("spare-1")).doesNotExist();
        assertThat(spare.isReadyFor(now)).isTrue();
    }

    private JournalSegment taken(SpareFile spare, JournalFolder folder, long number) {
        JournalSegment taken = null;
        while (taken == null && !disk.isBroken()) {
            taken = spare.take(folder, number);
        }
        assertThat(taken).as("number %d", number).isNotNull();
        return taken;
    }

    private static int writtenTo(JournalFolder folder, JournalSegment segment) throws IOException {
        segment.append(new byte[JournalRecord.HEADER]);
        byte[] written = Files.readAllBytes(folder.segment(segment.number()));
        segment.delete();
        return ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
