package org.visita.audit.gap;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Looks for missing numbers, and keeps those that stay missing. */
final class Holes {

    /** At once; what is beyond comes when these are kept. */
    static final int MOST = 1_000;

    /** So that what was seen is whole: all that was committed until now. */
    private static final String GATHER = """
            with lately as (delete from audit_number returning emitter, process, seen, first_at, last_at)
            insert into audit_emitter as known (emitter, process, seen, first_at, last_at)
            select emitter, process, range_agg(seen), min(first_at), max(last_at) from lately
            group by emitter, process order by emitter, process
            on conflict (emitter, process) do update set
                seen = known.seen + excluded.seen,
                first_at = least(known.first_at, excluded.first_at),
                last_at = greatest(known.last_at, excluded.last_at)""";

    /**
     * The first number is 1, so what is missing at the beginning shows too. The last one of a process cannot be known.
     * {@code greatest} leaves out what is null: somebody may have put in that no number was seen, or all of them.
     */
    private static final String NEW = """
            select emitter, process, lower(hole), upper(hole) - 1
            from (select emitter, process, unnest(audit_numbers(1, greatest(upper(seen), 1) - 1) - seen) as hole
                  from audit_emitter where seen <> audit_numbers(1, greatest(upper(seen), 1) - 1)) as holes
            where not exists (
                select from audit_gap as known
                where known.emitter = holes.emitter and known.process = holes.process
                    and audit_numbers(known.first, known.last) @> hole)
            limit\s""" + MOST;

    /**
     * The entries at both sides came lately: what came lately stands together, and is read once for all holes. One that
     * is not found there leaves the span as wide as the life of the process, which is true as well.
     */
    private static final String KEEP = """
            with asked as (
                select * from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) as a (emitter, process, first, last)
            ), near as (
                select emitter, process, sequence, min(occurred_at) as occurred_at from audit_entry
                where recorded_at > now() - interval '5 minutes' and (emitter, process, sequence) in (
                    select emitter, process, first - 1 from asked union all select emitter, process, last + 1 from asked)
                group by emitter, process, sequence
            )
            insert into audit_gap (emitter, process, first, last, after_at, before_at, noticed_at)
            select emitter, process, first, last,
                case when first > 1 then least(before_it, after_it) end, greatest(before_it, after_it), now()
            from (
                select a.emitter, a.process, a.first, a.last,
                    coalesce(b.occurred_at, m.first_at) as before_it, coalesce(n.occurred_at, m.last_at) as after_it
                from asked as a join audit_emitter as m using (emitter, process)
                    left join near as b
                        on (b.emitter, b.process, b.sequence) = (a.emitter, a.process, a.first - 1)
                    left join near as n
                        on (n.emitter, n.process, n.sequence) = (a.emitter, a.process, a.last + 1)) as found
            on conflict do nothing""";

    /** Whether what comes now has waited: then partitions are apart by more than usual. */
    private static final String BEHIND = """
            select exists (select from audit_entry
                where recorded_at > now() - make_interval(secs => ?) and process not like '%/%'
                    and occurred_at < recorded_at - 2 * make_interval(secs => ?))""";

    private Holes() {}

    /** Those that are not kept yet. */
    static List<Hole> find(Connection connection) throws SQLException {
        List<Hole> holes = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(GATHER);
            try (ResultSet row = statement.executeQuery(NEW)) {
                while (row.next()) {
                    holes.add(new Hole(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return holes;
    }

    static void keep(Connection connection, List<Hole> holes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setArray(1, array(connection, "text", holes, Hole::emitter));
            insert.setArray(2, array(connection, "text", holes, Hole::process));
            insert.setArray(3, array(connection, "bigint", holes, Hole::first));
            insert.setArray(4, array(connection, "bigint", holes, Hole::last));
            insert.executeUpdate();
        }
    }

    private static Array array(Connection connection, String type, List<Hole> holes, Function<Hole, Object> of)
            throws SQLException {
        return connection.createArrayOf(type, holes.stream().map(of).toArray());
    }

    /** Whether entries come that have waited, as after a stop of the broker. */
    static boolean isBehind(Connection connection, Duration lateness) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BEHIND)) {
            select.setDouble(1, lateness.toMillis() / 1e3);
            select.setDouble(2, lateness.toMillis() / 1e3);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
