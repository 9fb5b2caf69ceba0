package org.visita.audit.person;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.audit.chain.ChainMacs;

/** Gives patients their pseudonyms and keys, for entries that are about to be appended. */
@ApplicationScoped
public class Pseudonyms {

    private static final Logger LOG = Logger.getLogger(Pseudonyms.class);

    private static final String FIND = """
            select ref, id, sealed_key from audit_person
            join unnest(?::text[], ?::bytea[]) as asked (clinic, ref) using (clinic, ref)""";

    private static final String INVENT = """
            insert into audit_person (clinic, ref, id, sealed_key, mac)
            select * from unnest(?::text[], ?::bytea[], ?::uuid[], ?::bytea[], ?::bytea[])
            on conflict (clinic, ref) do nothing""";

    private final PersonRefs refs;
    private final ChainMacs macs;
    private final Erasures erasures;
    private final RecentKeys<PatientRef, Pseudonym> recent = new RecentKeys<>();

    @Inject
    Pseudonyms(PersonRefs refs, ChainMacs macs, Erasures erasures) {
        this.refs = refs;
        this.macs = macs;
        this.erasures = erasures;
    }

    /**
     * Each patient's, made where there was none.
     *
     * @param connection which commits by itself: pseudonyms that no entry uses in the end do no harm
     */
    public Map<PatientRef, Pseudonym> of(Connection connection, Collection<PatientRef> patients) throws SQLException {
        Map<PatientRef, Pseudonym> keys = HashMap.newHashMap(patients.size());
        List<Asked> missing = new ArrayList<>();
        for (PatientRef patient : patients) {
            Pseudonym known = recent.get(patient);
            if (known != null) {
                keys.put(patient, known);
            } else {
                missing.add(new Asked(patient, refs.of(patient)));
            }
        }
        // In one order, so that two who invent the same ones do not wait for each other.
        missing.sort((one, other) -> Arrays.compareUnsigned(one.ref(), other.ref()));
        Map<PatientRef, PersonKey> found = HashMap.newHashMap(missing.size());
        List<Asked> unknown = find(connection, missing, found);
        if (!unknown.isEmpty()) {
            invent(connection, unknown);
            find(connection, unknown, found);
        }
        // After the keys: who is erased meanwhile has one that was destroyed, and none that would make it known again.
        Map<PatientRef, Instant> erased = erasures.of(connection, found.keySet());
        found.forEach((patient, key) -> {
            Pseudonym pseudonym = new Pseudonym(key, erased.get(patient));
            recent.put(patient, pseudonym);
            keys.put(patient, pseudonym);
        });
        return keys;
    }

    /**
     * For entries that come late about somebody who was erased since: nobody ever opens what is sealed with it.
     *
     * @param connection which commits by itself
     */
    public PersonKey forNobody(Connection connection, String clinic) throws SQLException {
        return erasures.forNobody(connection, clinic);
    }

    void forget(PatientRef patient) {
        recent.forget(patient);
    }

    private record Asked(PatientRef patient, byte[] ref) {}

    /** @return those that were not found */
    private List<Asked> find(Connection connection, List<Asked> asked, Map<PatientRef, PersonKey> keys)
            throws SQLException {
        if (asked.isEmpty()) {
            return asked;
        }
        Map<String, Asked> byRef = HashMap.newHashMap(asked.size());
        asked.forEach(one -> byRef.put(text(one.ref()), one));
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            setPatients(connection, select, asked);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Asked one = byRef.remove(text(row.getBytes(1)));
                    keys.put(one.patient(), open(row.getObject(2, UUID.class), row.getBytes(3)));
                }
            }
        }
        return asked.stream().filter(one -> byRef.containsKey(text(one.ref()))).toList();
    }

    /** A key that was tampered with must not keep entries out: they are sealed for nobody, as if it had been erased. */
    private PersonKey open(UUID person, byte[] sealedKey) {
        try {
            return refs.open(person, sealedKey);
        } catch (IllegalStateException tampered) {
            LOG.errorf("The key of person %s does not open: entries about it cannot be opened by anybody", person);
            return PersonKey.ofNobody(person);
        }
    }

    private void invent(Connection connection, List<Asked> unknown) throws SQLException {
        UUID[] ids = unknown.stream().map(one -> UUID.randomUUID()).toArray(UUID[]::new);
        byte[][] keys = Arrays.stream(ids).map(refs::newSealedKey).toArray(byte[][]::new);
        byte[][] codes = new byte[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            codes[i] = macs.ofPerson(
                    ids[i], unknown.get(i).patient().clinic(), unknown.get(i).ref(), null);
        }
        try (PreparedStatement insert = connection.prepareStatement(INVENT)) {
            setPatients(connection, insert, unknown);
            insert.setArray(3, connection.createArrayOf("uuid", ids));
            insert.setArray(4, connection.createArrayOf("bytea", keys));
            insert.setArray(5, connection.createArrayOf("bytea", codes));
            insert.executeUpdate();
        }
    }

    private static void setPatients(Connection connection, PreparedStatement statement, List<Asked> asked)
            throws SQLException {
        String[] clinics = asked.stream().map(one -> one.patient().clinic()).toArray(String[]::new);
        byte[][] all = asked.stream().map(Asked::ref).toArray(byte[][]::new);
        statement.setArray(1, connection.createArrayOf("text", clinics));
        statement.setArray(2, connection.createArrayOf("bytea", all));
    }

    private static String text(byte[] ref) {
        return new String(ref, StandardCharsets.ISO_8859_1);
    }
}
