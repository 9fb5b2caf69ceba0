package org.visita.audit.person;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.chain.OddRow;

/**
 * Whether the rows that say who pseudonyms are, are as this service wrote them. Where one is not, no chain is broken; but
 * who searches by the patient does not find its entries, or finds those of another one.
 */
@ApplicationScoped
public class PersonRows {

    private static final String ROWS =
            "select id, clinic, ref, sealed_key, erased_at, mac from audit_person where id = any($1)";

    private final Pool pool;
    private final ChainMacs macs;
    private final PersonRefs refs;

    @Inject
    PersonRows(Pool pool, ChainMacs macs, PersonRefs refs) {
        this.pool = pool;
        this.macs = macs;
        this.refs = refs;
    }

    /** @return what is wrong, by pseudonym; nothing of those that are right */
    public Uni<Map<UUID, String>> wrong(String clinic, Collection<UUID> persons) {
        if (persons.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(ROWS)
                .execute(Tuple.tuple().addArrayOfUUID(persons.toArray(UUID[]::new)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> {
                    Map<UUID, String> wrong = new HashMap<>();
                    persons.forEach(person -> wrong.put(person, "is missing"));
                    rows.forEach(row -> {
                        if (isRight(clinic, row)) {
                            wrong.remove(row.getUUID("id"));
                        } else {
                            wrong.put(row.getUUID("id"), "was altered, or put in");
                        }
                    });
                    return wrong;
                });
    }

    private boolean isRight(String clinic, Row row) {
        UUID person = row.getUUID("id");
        boolean isKnown = row.getOffsetDateTime("erased_at") == null;
        byte[] ref = row.getBuffer("ref") == null ? null : OddRow.bytes(row, "ref");
        return clinic.equals(row.getString("clinic"))
                && macs.isPerson(
                        person,
                        clinic,
                        ref,
                        isKnown ? null : OddRow.instant(row, "erased_at"),
                        OddRow.bytes(row, "mac"))
                && (ref == null || opens(person, OddRow.bytes(row, "sealed_key")));
    }

    /** The code is not over the key, which only opens if it was sealed for this person. */
    private boolean opens(UUID person, byte[] sealedKey) {
        try {
            refs.open(person, sealedKey);
            return true;
        } catch (IllegalStateException notOurs) {
            return false;
        }
    }
}
