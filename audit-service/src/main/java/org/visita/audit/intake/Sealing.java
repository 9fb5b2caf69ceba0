package org.visita.audit.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.visita.audit.person.PatientRef;
import org.visita.audit.person.PersonKey;
import org.visita.audit.person.Pseudonym;
import org.visita.audit.person.Pseudonyms;

/** Seals what tells whom entries are about, each under the key of that person. */
@ApplicationScoped
class Sealing {

    private final Pseudonyms pseudonyms;

    @Inject
    Sealing(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** @param connection which commits by itself */
    List<SealedEntry> seal(Connection connection, Collection<AuditEntry> entries) throws SQLException {
        Set<PatientRef> patients = entries.stream()
                .map(AuditEntry::patient)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<PatientRef, Pseudonym> keys = pseudonyms.of(connection, patients);
        Map<PatientRef, PersonKey> nobodys = new HashMap<>();
        List<SealedEntry> sealed = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            PatientRef patient = entry.patient();
            Pseudonym pseudonym = keys.get(patient);
            if (pseudonym == null || pseudonym.isFor(entry.occurredAt())) {
                sealed.add(SealedEntry.of(entry, pseudonym == null ? null : pseudonym.key()));
                continue;
            }
            PersonKey nobody = nobodys.get(patient);
            if (nobody == null) {
                nobody = pseudonyms.forNobody(connection, entry.clinic());
                nobodys.put(patient, nobody);
            }
            sealed.add(SealedEntry.of(entry, nobody));
        }
        return sealed;
    }
}
