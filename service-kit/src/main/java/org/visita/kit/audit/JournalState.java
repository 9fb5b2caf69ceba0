package org.visita.kit.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a journal knows of itself besides its records, mapped like them: the last number that was given, also to an entry
 * that found no room, how far Kafka has it all, and the last number whose entry is on the disk or in Kafka.
 */
final class JournalState {

    private static final int SIZE = 24;

    private final Arena arena;
    private final MemorySegment memory;

    private JournalState(Arena arena, MemorySegment memory) {
        this.arena = arena;
        this.memory = memory;
    }

    static JournalState open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Written, not only mapped: a full disk is to show here, not when memory is written.
            long size = channel.size();
            if (size < SIZE) {
                ByteBuffer zeros = ByteBuffer.allocate((int) (SIZE - size));
                while (zeros.hasRemaining()) {
                    channel.write(zeros, SIZE - zeros.remaining());
                }
            }
            Arena arena = Arena.ofShared();
            return new JournalState(arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena));
        }
    }

    static JournalState inMemory() {
        return new JournalState(null, MemorySegment.ofArray(new long[SIZE / Long.BYTES]));
    }

    long sequence() {
        return memory.get(ValueLayout.JAVA_LONG, 0);
    }

    /** After all that was written before, however the process ends. */
    void sequence(long last) {
        VarHandle.releaseFence();
        memory.set(ValueLayout.JAVA_LONG, 0, last);
    }

    /** Number of the file and position in it: all records before are acknowledged. */
    long acknowledged() {
        return memory.get(ValueLayout.JAVA_LONG, Long.BYTES);
    }

    void acknowledged(long place) {
        memory.set(ValueLayout.JAVA_LONG, Long.BYTES, place);
    }

    /** The last number that will not be missing: numbers given after it went nowhere, or only into memory. */
    long kept() {
        return memory.get(ValueLayout.JAVA_LONG, 2 * Long.BYTES);
    }

    void kept(long number) {
        if (number > kept()) {
            memory.set(ValueLayout.JAVA_LONG, 2 * Long.BYTES, number);
        }
    }

    void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
