package org.visita.patient.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.patient.PatientConfig;
import org.visita.patient.Servers;

@QuarkusTest
class ClinicKeysTest implements Servers {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final byte[] PLAIN = "a person".getBytes(StandardCharsets.UTF_8);

    @Inject
    PatientConfig config;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private final String clinic = "clinic-" + UUID.randomUUID();

    @Test
    void replicas_that_meet_a_clinic_at_once_agree_on_its_keys() throws GeneralSecurityException {
        List<ClinicKeys> replicas =
                IntStream.range(0, 8).mapToObj(i -> replica(config)).toList();

        List<ClinicKey> keys = Uni.join()
                .all(replicas.stream().map(replica -> replica.of(clinic)).toList())
                .andFailFast()
                .await()
                .atMost(SOON);

        byte[] sealed = keys.getFirst().seal(PLAIN, "patient", "1");
        byte[] hash = keys.getFirst().hash("phone", "27825550100");
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.open(sealed, "patient", "1")).isEqualTo(PLAIN);
            assertThat(key.hash("phone", "27825550100")).isEqualTo(hash).hasSize(32);
        });
    }

    @Test
    void a_sealed_value_opens_only_where_it_belongs() {
        ClinicKeys keys = replica(config);
        ClinicKey key = keys.of(clinic).await().atMost(SOON);
        ClinicKey other = keys.of(clinic + "-other").await().atMost(SOON);
        byte[] sealed = key.seal(PLAIN, "patient", "1");

        assertThat(key.open(sealed, "patient", "1")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> key.open(sealed, "patient", "2")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.open(sealed, "answer", "1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> other.open(sealed, "patient", "1")).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> key.open(sealed, "patient", "1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hashes_tell_nothing_across_clinics_and_kinds() {
        ClinicKeys keys = replica(config);
        ClinicKey key = keys.of(clinic).await().atMost(SOON);
        ClinicKey other = keys.of(clinic + "-other").await().atMost(SOON);

        assertThat(key.hash("phone", "1")).isEqualTo(key.hash("phone", "1"));
        assertThat(key.hash("phone", "1")).isNotEqualTo(key.hash("email", "1"));
        assertThat(key.hash("phone", "1")).isNotEqualTo(other.hash("phone", "1"));
    }

    @Test
    void another_master_key_does_not_open_them_and_says_so() {
        replica(config).of(clinic).await().atMost(SOON);
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        ClinicKeys stranger = replica(() -> Base64.getEncoder().encodeToString(fresh));

        assertThatThrownBy(() -> stranger.of(clinic).await().atMost(SOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visita.patient.master-key");
    }

    private ClinicKeys replica(PatientConfig settings) {
        try {
            return new ClinicKeys(new ClinicKeysets(new MasterKey(settings)), pool, clock);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
