package org.visita.audit.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.intake.EntrySamples;

@QuarkusTest
class PseudonymsTest implements Servers {

    @Inject
    AgroalDataSource database;

    @Inject
    PersonRefs refs;

    @Inject
    ChainMacs macs;

    @Inject
    Erasures erasures;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void replicas_that_see_the_same_patients_at_once_give_them_the_same_pseudonyms() throws Exception {
        List<PatientRef> patients = IntStream.range(0, 300)
                .mapToObj(number -> new PatientRef(clinic, "patient-" + number))
                .collect(Collectors.toCollection(ArrayList::new));

        List<Map<PatientRef, UUID>> found = new ArrayList<>();
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<Map<PatientRef, UUID>>> running = new ArrayList<>();
            for (int replica = 0; replica < 4; replica++) {
                Collections.shuffle(patients, new Random(replica));
                List<PatientRef> inItsOrder = List.copyOf(patients);
                running.add(replicas.submit(() -> pseudonyms(newReplica(), inItsOrder)));
            }
            for (Future<Map<PatientRef, UUID>> one : running) {
                found.add(one.get());
            }
        }

        assertThat(found).allSatisfy(one -> assertThat(one).hasSize(300).isEqualTo(found.getFirst()));
        assertThat(Superuser.query("select count(*) from audit_person where clinic = ?", clinic))
                .containsExactly(300L);
    }

    @Test
    void the_same_id_in_another_clinic_is_somebody_else() throws Exception {
        PatientRef here = new PatientRef(clinic, "a-patient");
        PatientRef there = new PatientRef(clinic + "a", "-patient");

        Map<PatientRef, UUID> both = pseudonyms(newReplica(), List.of(here, there));

        assertThat(both.get(here)).isNotEqualTo(both.get(there));
        assertThat(refs.of(here)).isNotEqualTo(refs.of(there));
    }

    @Test
    void a_key_that_was_tampered_with_keeps_no_entry_out() throws Exception {
        PatientRef patient = new PatientRef(clinic, "a-patient");
        UUID person = pseudonyms(newReplica(), List.of(patient)).get(patient);
        Superuser.execute("update audit_person set sealed_key = 'broken' where id = ?", person);

        assertThat(pseudonyms(newReplica(), List.of(patient))).containsEntry(patient, person);
    }

    private Map<PatientRef, UUID> pseudonyms(Pseudonyms pseudonyms, List<PatientRef> patients) throws Exception {
        try (Connection connection = database.getConnection()) {
            return pseudonyms.of(connection, patients).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().key().id()));
        }
    }

    private Pseudonyms newReplica() {
        return new Pseudonyms(refs, macs, erasures);
    }
}
