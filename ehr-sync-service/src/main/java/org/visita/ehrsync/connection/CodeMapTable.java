package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.topics.EventJson;

/** The store of code maps, ordered by kind and local. */
@ApplicationScoped
class CodeMapTable {

    /** @param after the last one before, as {@code kind/local}; empty for the first */
    Uni<List<CodeMaps.Entry>> list(ConnectionRef connection, String after, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select kind, local, system, code, display from code_map
                                where clinic = ?1 and connection_id = ?2 and (kind || '/' || local) collate "C" > ?3
                                order by (kind || '/' || local) collate "C" limit ?4""", Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .setParameter(3, after)
                        .setParameter(4, most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new CodeMaps.Entry(
                                (String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4]))
                        .toList());
    }

    /** Joins the running transaction. */
    Uni<Void> replace(ConnectionRef connection, List<CodeMaps.Entry> entries) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from code_map where clinic = ?1 and connection_id = ?2")
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("""
                                        insert into code_map (clinic, connection_id, kind, local, system, code, display)
                                        select ?1, ?2, kind, local, system, code, display
                                        from json_to_recordset(cast(cast(?3 as text) as json)) as n (
                                          kind text, local text, system text, code text, display text)""")
                                .setParameter(1, connection.clinic())
                                .setParameter(2, connection.id())
                                .setParameter(3, new String(EventJson.write(entries), StandardCharsets.UTF_8))
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
