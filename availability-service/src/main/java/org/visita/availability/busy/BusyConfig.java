package org.visita.availability.busy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which part of the bookings is kept in memory. What lies outside is read from the database when it is asked for. */
@ConfigMapping(prefix = "visita.availability.busy")
public interface BusyConfig {

    /** How long a visit is kept after its end. At least eight days: limits count the whole week that a start is in. */
    @WithDefault("P8D")
    Duration behind();

    /** How far ahead visits are kept; each takes less than 400 bytes. Past the longest common horizon, a year. */
    @WithDefault("P400D")
    Duration ahead();
}
