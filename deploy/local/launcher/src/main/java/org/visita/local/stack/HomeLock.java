package org.visita.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from starting and stopping the same servers at once. Dies with its process, however that dies. */
public final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StackProblem if another command holds it */
    public static HomeLock take(Home home) {
        home.create();
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) return new HomeLock(channel);
            channel.close();
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this process: the same answer as for another process.
        } catch (IOException e) {
            throw new StackProblem("The lock " + home.lock() + " cannot be taken: " + e, "Check the folder.", e);
        }
        throw new StackProblem(
                "Another ./visita command is starting or stopping the servers of " + home.folder() + ".",
                "Wait for it to end, or end it.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
