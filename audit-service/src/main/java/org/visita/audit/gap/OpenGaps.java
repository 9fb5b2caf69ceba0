package org.visita.audit.gap;

/** Gaps of which some numbers have not come after all, as the beginning of a query. */
public final class OpenGaps {

    /** All of them. */
    public static final String ALL = where("true");

    private OpenGaps() {}

    /**
     * {@code open_gap} has the columns of {@code audit_gap}, {@code come} the numbers of each process that came. These are
     * read once for a process, not for each gap: one that has lost much has many of both.
     *
     * @param condition on the rows of {@code audit_gap}
     */
    public static String where(String condition) {
        return """
                with asked as materialized (
                    select * from audit_gap where %s
                ), come as materialized (
                    select emitter, process, coalesce(audit_seen(emitter, process), '{}') as seen
                    from (select distinct emitter, process from asked) as known
                ), open_gap as (
                    select asked.* from asked join come using (emitter, process)
                    where not come.seen @> audit_numbers(asked.first, asked.last)
                )
                """.formatted(condition);
    }
}
