package org.visita.audit.person;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.visita.audit.chain.ChainMacs;

/** Who was erased: what had happened before, and comes later, must not bring the person back. */
@ApplicationScoped
class Erasures {

    private static final String FIND = """
            select encode(ref, 'hex'), clinic, erased_at, mac from audit_erased
            join unnest(?::text[], ?::bytea[]) as asked (clinic, ref) using (clinic, ref)""";

    private static final String NOBODY = "insert into audit_person (id, clinic, erased_at, mac) values (?, ?, ?, ?)";

    private final PersonRefs refs;
    private final ChainMacs macs;
    private final Clock clock;

    @Inject
    Erasures(PersonRefs refs, ChainMacs macs, Clock clock) {
        this.refs = refs;
        this.macs = macs;
        this.clock = clock;
    }

    /** When each was erased last; those who never were are missing. */
    Map<PatientRef, Instant> of(Connection connection, Collection<PatientRef> patients) throws SQLException {
        Map<PatientRef, Instant> erased = new HashMap<>();
        if (patients.isEmpty()) {
            return erased;
        }
        Map<String, PatientRef> byRef = HashMap.newHashMap(patients.size());
        patients.forEach(patient -> byRef.put(HexFormat.of().formatHex(refs.erased(patient)), patient));
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            byRef.values().stream().map(PatientRef::clinic).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea",
                            byRef.keySet().stream()
                                    .map(ref -> HexFormat.of().parseHex(ref))
                                    .toArray(byte[][]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
                    byte[] ref = HexFormat.of().parseHex(row.getString(1));
                    // Whoever puts one in must not make what comes unreadable.
                    if (macs.isErasure(row.getString(2), ref, at, row.getBytes(4))) {
                        erased.merge(byRef.get(row.getString(1)), at, (one, other) -> one.isAfter(other) ? one : other);
                    }
                }
            }
        }
        return erased;
    }

    PersonKey forNobody(Connection connection, String clinic) throws SQLException {
        UUID person = UUID.randomUUID();
        Instant day = day(clock.instant());
        try (PreparedStatement insert = connection.prepareStatement(NOBODY)) {
            insert.setObject(1, person);
            insert.setString(2, clinic);
            insert.setObject(3, day.atOffset(ZoneOffset.UTC));
            insert.setBytes(4, macs.ofPerson(person, clinic, null, day));
            insert.executeUpdate();
        }
        return PersonKey.ofNobody(person);
    }

    /** All that a pseudonym says of its erasure: the exact time would tell which one it was. */
    static Instant day(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }
}
