package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** One date of a zone as instants: epoch seconds, half-open. 23 to 25 hours long, where the clock shifts. */
record LocalDay(long from, long to) {

    static LocalDay of(long epochSecond, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
        return new LocalDay(
                date.atStartOfDay(zone).toEpochSecond(),
                date.plusDays(1).atStartOfDay(zone).toEpochSecond());
    }
}
