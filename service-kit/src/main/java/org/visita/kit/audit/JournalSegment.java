package org.visita.kit.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * One file of the journal, mapped: what is written to it is the kernel's at once, and outlives the process however that
 * ends. Written under the journal's lock, read by the sender up to {@link #end()}. If there is no disk to be had, it is
 * plain memory.
 */
final class JournalSegment {

    private static final Logger LOG = Logger.getLogger(JournalSegment.class);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte[] ZEROS = new byte[64 * 1024];
    private static final int ALIGNED = 8;

    private final long number;
    private final Path file;
    private final Arena arena;
    private final MemorySegment memory;
    private boolean found;
    private boolean left;
    private volatile int end;
    private volatile boolean finished;

    private JournalSegment(long number, Path file, Arena arena, MemorySegment memory) {
        this.number = number;
        this.file = file;
        this.arena = arena;
        this.memory = memory;
    }

    /** A new file, whose every byte has its place on the disk: a full disk is to show here, not when memory is written. */
    static JournalSegment create(Path file, long number, int size) throws IOException {
        // Outside of what deletes: a file that stood there is another's.
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return fill(file, number, size, channel);
        }
    }

    private static JournalSegment fill(Path file, long number, int size, FileChannel channel) throws IOException {
        try {
            for (long written = 0; written < size; ) {
                written += channel.write(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(ZEROS.length, size - written)));
            }
            return map(file, number, channel);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    static JournalSegment open(Path file, long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            JournalSegment segment = map(file, number, channel);
            segment.found = true;
            segment.left = true;
            segment.finished = true;
            return segment;
        }
    }

    static JournalSegment inMemory(long number, int size) {
        // Of longs, for their alignment.
        return new JournalSegment(number, null, null, MemorySegment.ofArray(new long[size / ALIGNED]));
    }

    private static JournalSegment map(Path file, long number, FileChannel channel) throws IOException {
        Arena arena = Arena.ofShared();
        return new JournalSegment(
                number, file, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size(), arena));
    }

    /** The same under another name. */
    JournalSegment named(Path name, long newNumber) {
        return new JournalSegment(newNumber, name, arena, memory);
    }

    long number() {
        return number;
    }

    /** This one, of a journal that another process left. */
    JournalSegment ofLeft() {
        left = true;
        return this;
    }

    /** Whether it is of a journal that another process left. */
    boolean isLeft() {
        return left;
    }

    boolean isOnDisk() {
        return file != null;
    }

    long size() {
        return memory.byteSize();
    }

    /** Where the next record will stand; all before it can be read. */
    int end() {
        return end;
    }

    /** Nothing more will be written to it. */
    boolean isFinished() {
        return finished;
    }

    void finish() {
        finished = true;
    }

    boolean hasRoomFor(byte[] frame) {
        return end + frame.length <= memory.byteSize();
    }

    /** There is room for it. @return where it stands */
    int append(byte[] frame) {
        int at = end;
        MemorySegment.copy(frame, 8, memory, ValueLayout.JAVA_BYTE, at + 8L, frame.length - 8);
        // Mark and length last, so that what is torn off in between is not there.
        VarHandle.releaseFence();
        memory.set(LONG, at, (long) frame.length << 32 | JournalRecord.MARK);
        end = aligned(at + frame.length);
        return at;
    }

    /** For a file that was found: all that can be read counts as written. */
    void end(int found) {
        end = found;
    }

    /** Where the next record stands that can be read, there or further on; -1 if there is none. */
    int from(int position) {
        if (!found) {
            return position < end ? position : -1;
        }
        // Before it was looked through there is no end: all of it may hold records.
        long limit = end == 0 ? memory.byteSize() : end;
        for (int at = position; at + JournalRecord.HEADER <= limit; at += ALIGNED) {
            if (isSound(at)) {
                return at;
            }
        }
        return -1;
    }

    boolean isWhole(int at) {
        return memory.get(INT, at + (long) JournalRecord.KIND_AT) == JournalRecord.WHOLE;
    }

    /** As {@link JournalRecord#sequence}. */
    long sequence(int at) {
        return memory.get(LONG, at + (long) JournalRecord.SEQUENCE_AT);
    }

    /** As {@link JournalRecord#writtenAt}. */
    long writtenAt(int at) {
        return memory.get(LONG, at + (long) JournalRecord.WRITTEN_AT);
    }

    int after(int at) {
        return aligned(at + length(at));
    }

    JournalRecord read(int at) {
        byte[] frame = new byte[length(at)];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, frame, 0, frame.length);
        return JournalRecord.read(frame);
    }

    /** Whether a record stands there as it was written. */
    boolean isSound(int at) {
        if (!isMarked(at)) {
            return false;
        }
        int length = length(at);
        return length > JournalRecord.HEADER
                && length <= memory.byteSize() - at
                && JournalRecord.isSound(memory.asSlice(at, length).asByteBuffer());
    }

    /** Whether something was written there, sound or not. */
    boolean isMarked(int at) {
        return at + JournalRecord.HEADER <= memory.byteSize() && memory.get(INT, at) == JournalRecord.MARK;
    }

    private int length(int at) {
        return memory.get(INT, at + (long) JournalRecord.LENGTH_AT);
    }

    /** Where the next record may begin. */
    static int aligned(int position) {
        return position + ALIGNED - 1 & -ALIGNED;
    }

    /** Gives its memory back; nobody may read it afterwards. */
    void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }

    /** If it stays, it is read no more; whoever adopts the journal may send it again, which is known by the ids. */
    void delete() {
        close();
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            LOG.warnf(
                    "A file of the audit journal cannot be deleted (%s)",
                    failure.getClass().getSimpleName());
        }
    }
}
