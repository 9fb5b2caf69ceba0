package org.visita.audit.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The partitions of the trail. */
@ApplicationScoped
public class Months {

    private static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST = 1_000;

    private final Set<LocalDate> there = ConcurrentHashMap.newKeySet();

    /** Those that the owner made none for: too far ahead, which they are not for ever. */
    private final Map<LocalDate, Instant> refused = new ConcurrentHashMap<>();

    private final Clock clock;

    @Inject
    Months(Clock clock) {
        this.clock = clock;
    }

    /**
     * Makes those that are missing. What the owner has no month for goes to the partition of all other times, so it is
     * not asked again soon.
     *
     * @param connection which commits by itself: nobody else should wait for the rest of a transaction
     */
    public void ensure(Connection connection, Collection<Instant> times) throws SQLException {
        Set<LocalDate> months = times.stream().map(Months::of).collect(Collectors.toSet());
        for (LocalDate month : months) {
            if (!there.contains(month) && isToBeAsked(month)) {
                if (make(connection, month)) {
                    there.add(month);
                    refused.remove(month);
                } else {
                    refused.put(month, clock.instant());
                }
            }
        }
    }

    private boolean isToBeAsked(LocalDate month) {
        if (refused.size() > MOST) {
            refused.clear();
        }
        Instant last = refused.get(month);
        return last == null || last.plus(AGAIN).isBefore(clock.instant());
    }

    private static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static boolean make(Connection connection, LocalDate month) throws SQLException {
        try (PreparedStatement make = connection.prepareStatement("select audit_make_month(?)")) {
            make.setObject(1, month);
            try (ResultSet row = make.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
