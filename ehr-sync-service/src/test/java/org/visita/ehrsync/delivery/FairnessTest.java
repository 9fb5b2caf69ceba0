package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.SampleClinic;

/** Few workers, and much to do: nobody's much is another's wait. */
@QuarkusTest
class FairnessTest extends ComponentTest {

    private final Workers workers = new Workers();
    private final SampleClinic other = new SampleClinic();

    @BeforeEach
    void pauseBoth() {
        clinic.connect();
        clinic.pause();
        other.connect();
        other.pause();
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    @Test
    void workers_are_shared_between_clinics_and_then_between_their_connections() {
        ConnectionRef second = anotherConnection();
        Workers.waiting(clinic, 20);
        Workers.waiting(other, 5);

        Map<ConnectionRef, Long> shares = shares(8, Workers.of(clinic), second, Workers.of(other));

        assertThat(shares)
                .containsEntry(Workers.of(other), 4L)
                .containsEntry(Workers.of(clinic), 2L)
                .containsEntry(second, 2L);
    }

    @Test
    void who_has_none_under_way_comes_before_who_has_many() {
        Workers.waiting(clinic, 20);
        assertThat(shares(6, Workers.of(clinic), Workers.of(other))).containsEntry(Workers.of(clinic), 6L);
        Workers.waiting(other, 5);

        assertThat(shares(2, Workers.of(clinic), Workers.of(other)))
                .as("the next two workers that get free")
                .containsExactly(Map.entry(Workers.of(other), 2L));
    }

    @Test
    void one_that_hangs_holds_no_more_than_its_own() {
        Workers.waiting(clinic, 20);
        Workers.waiting(other, 5);
        shares(50, Workers.of(clinic));

        assertThat(shares(50, Workers.of(clinic), Workers.of(other))).containsExactly(Map.entry(Workers.of(other), 5L));
    }

    @Test
    void a_claim_takes_no_more_bytes_than_it_may_and_always_one() {
        Workers.waiting(clinic, 3);
        // Two of these are more than a claim may take.
        Database.execute("""
                update wanted_booking set event = event || decode(repeat('20', 5 * 1024 * 1024), 'hex')
                where clinic = ?""", clinic.id);

        assertThat(workers.claim(8, Workers.of(clinic))).hasSize(1);
        assertThat(workers.claim(8, Workers.of(clinic))).hasSize(1);
    }

    private Map<ConnectionRef, Long> shares(int free, ConnectionRef... connections) {
        List<ClaimedDelivery> claimed = workers.claim(free, connections);
        return claimed.stream()
                .map(ClaimedDelivery::connection)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private ConnectionRef anotherConnection() {
        String id = clinic.asking()
                .body(Map.of("name", "Another EHR", "baseUrl", clinic.ehr.baseUrl()))
                .post("/v1/connections")
                .jsonPath()
                .getString("id");
        clinic.act("/v1/connections/" + id + "/pause", 200);
        return new ConnectionRef(clinic.id, UUID.fromString(id));
    }
}
