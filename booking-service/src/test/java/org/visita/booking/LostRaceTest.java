package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.outbox.TryAgainException;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

@BookingTest
class LostRaceTest {

    @Inject
    Transactions transactions;

    @Test
    void who_loses_every_race_until_patience_ends_hears_the_refusal() {
        assertThatThrownBy(() ->
                        VertxContextSupport.subscribeAndAwait(() -> transactions.<Void>write(() -> Uni.createFrom()
                                .failure(new TryAgainException(
                                        CommonRefusal.STALE_VERSION.because("Others were faster."))))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("stale-version");
    }
}
