package org.visita.kit.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How a service keeps its part of the audit trail until Kafka has it. */
@ConfigMapping(prefix = "visita.audit")
public interface AuditConfig {

    /**
     * How long entries may wait for Kafka, or the journal for its disk, until nothing is changed any more, PT1S to P1D.
     * Reads go on.
     */
    @WithDefault("PT15M")
    Duration grace();

    Journal journal();

    /** Where entries wait. */
    interface Journal {

        /**
         * Folder on a disk of this machine that outlives the process; relative to the working directory. All replicas of
         * a service on one machine may share it: each has a folder of its own there, and takes over what others left.
         */
        @WithDefault("journal/audit/${quarkus.application.name}")
        Path directory();

        /** Bytes that it may take, two segments at least. When it is full, nothing is changed any more. */
        @WithDefault("1073741824")
        long mostBytes();

        /** Bytes of one file, 65536 to 1073741824. It is deleted when Kafka has all that is in it. */
        @WithDefault("8388608")
        int segmentBytes();
    }
}
