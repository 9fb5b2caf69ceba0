package org.visita.booking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of this service. */
@ConfigMapping(prefix = "visita.booking")
public interface BookingConfig {

    /** Reserved slots. */
    Holds holds();

    interface Holds {

        /** How many slots one client may hold at once in one clinic, 1 to 1000. */
        @WithDefault("20")
        int perClient();
    }
}
