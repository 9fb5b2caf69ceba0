package org.visita.local.ehr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds the EHR's database.
 *
 * @param folder an existing folder, used by one server at a time
 */
record EhrData(Path folder) {

    /**
     * H2 in a file; a commit is in the file before it is acknowledged, so a killed server loses none. Through H2's
     * {@code retry} file system: an interrupt of the thread that writes would otherwise close the file for all.
     */
    String jdbcUrl() {
        return "jdbc:h2:retry:" + folder.resolve("ehr").toAbsolutePath()
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /** Whether an earlier server finished creating the tables; looking for changes to them costs seconds. */
    boolean hasSchema() {
        return Files.exists(schemaMark());
    }

    /** To be called once the tables stand: a server killed while creating them leaves no mark, and the next resumes. */
    void markSchema() {
        try {
            if (!hasSchema()) Files.createFile(schemaMark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path schemaMark() {
        return folder.resolve("schema-complete");
    }
}
