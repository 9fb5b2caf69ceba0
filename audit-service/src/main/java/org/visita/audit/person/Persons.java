package org.visita.audit.person;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.visita.proof.Opened;

/** Whom entries are about: finds the pseudonym of a patient, and opens what is sealed while its key is there. */
@ApplicationScoped
public class Persons {

    private static final Logger LOG = Logger.getLogger(Persons.class);

    private final Pool pool;
    private final PersonRefs refs;
    private final RecentKeys<UUID, PersonKey> recent = new RecentKeys<>();

    @Inject
    Persons(Pool pool, PersonRefs refs) {
        this.pool = pool;
        this.refs = refs;
    }

    /** Empty if no entry is about this patient, or it was erased. */
    public Uni<Optional<UUID>> find(String clinic, String patientId) {
        return pool.preparedQuery("select id from audit_person where clinic = $1 and ref = $2")
                .execute(Tuple.of(clinic, refs.of(new PatientRef(clinic, patientId))))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID("id")));
    }

    /** By the id of the entry; those of persons who were erased are missing. */
    public Uni<Map<UUID, PersonalDetails>> open(String clinic, Collection<SealedDetails> sealed) {
        return prove(clinic, sealed).map(opened -> {
            Map<UUID, PersonalDetails> details = HashMap.newHashMap(opened.size());
            opened.forEach((entry, one) -> details.put(entry, PersonalDetails.of(one.details())));
            return details;
        });
    }

    /** The same, with what proves to others that this is what was sealed. */
    public Uni<Map<UUID, Opened>> prove(String clinic, Collection<SealedDetails> sealed) {
        return keys(sealed.stream().map(SealedDetails::person).collect(Collectors.toSet()))
                .map(keys -> {
                    Map<UUID, Opened> opened = HashMap.newHashMap(sealed.size());
                    for (SealedDetails one : sealed) {
                        PersonKey key = keys.get(one.person());
                        if (key != null) {
                            open(key, clinic, one).ifPresent(plain -> opened.put(one.entry(), plain));
                        }
                    }
                    return opened;
                });
    }

    private static Optional<Opened> open(PersonKey key, String clinic, SealedDetails one) {
        try {
            return Optional.of(key.open(one.sealed(), clinic, one.entry()));
        } catch (GeneralSecurityException tampered) {
            LOG.errorf("What is sealed in audit entry %s does not open: it was changed, or its key was", one.entry());
            return Optional.empty();
        }
    }

    private Uni<Map<UUID, PersonKey>> keys(Set<UUID> persons) {
        Map<UUID, PersonKey> keys = new HashMap<>();
        for (UUID person : persons) {
            PersonKey key = recent.get(person);
            if (key != null) {
                keys.put(person, key);
            }
        }
        UUID[] missing =
                persons.stream().filter(person -> !keys.containsKey(person)).toArray(UUID[]::new);
        if (missing.length == 0) {
            return Uni.createFrom().item(keys);
        }
        return pool.preparedQuery(
                        "select id, sealed_key from audit_person where id = any($1) and sealed_key is not null")
                .execute(Tuple.of(missing))
                .map(rows -> {
                    for (Row row : rows) {
                        keep(
                                keys,
                                row.getUUID("id"),
                                row.getBuffer("sealed_key").getBytes());
                    }
                    return keys;
                });
    }

    private void keep(Map<UUID, PersonKey> keys, UUID person, byte[] sealedKey) {
        try {
            PersonKey key = refs.open(person, sealedKey);
            recent.put(person, key);
            keys.put(person, key);
        } catch (IllegalStateException tampered) {
            LOG.errorf("The key of person %s does not open: it was changed, or the master key was", person);
        }
    }

    void forget(UUID person) {
        recent.forget(person);
    }
}
