package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.ehrsync.destination.RetryPolicy;

class DeliveryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final RetryPolicy RETRIES =
            new RetryPolicy(8, Duration.ofHours(24), Duration.ofMillis(500), Duration.ofMinutes(5));
    private static final Failure FAILURE = new Failure("some-code", 500, "Something.");
    private static final Circuit WELL = new Circuit(CircuitState.CLOSED, 0, 0, null, null, NOW.minusSeconds(1));
    private static final Circuit DOWN = new Circuit(CircuitState.OPEN, 3, 0, null, null, NOW.minusSeconds(600));

    /** Always the longest pause that chance may give. */
    private final DeliveryPolicy policy = new DeliveryPolicy(defaults().delivery(), () -> 1.0);

    @Test
    void a_failure_is_shortened_to_something_that_can_be_stored() {
        Failure failure = new Failure("some-code", 422, "m".repeat(254) + "\uD83D\uDE00").withCause("\ud800");

        assertThat(failure.message()).isEqualTo("m".repeat(254) + "?");
        assertThat(failure.cause()).isEqualTo("?");
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_later_and_later() {
        assertThat(policy.decide(retry(), RETRIES, 1, failedTimes(0), WELL))
                .isEqualTo(new Verdict.Again(1, Duration.ofMillis(500)));
        assertThat(policy.decide(retry(), RETRIES, 1, failedTimes(3), WELL))
                .isEqualTo(new Verdict.Again(4, Duration.ofSeconds(4)));
    }

    @Test
    void what_takes_time_to_cure_is_given_more_of_it() {
        assertThat(policy.decide(new Retry(FAILURE, true), RETRIES, 1, failedTimes(0), WELL))
                .isEqualTo(new Verdict.Again(1, Duration.ofSeconds(2)));
    }

    @Test
    void after_the_last_attempt_it_is_given_up() {
        assertThat(policy.decide(retry(), RETRIES, 1, failedTimes(7), WELL))
                .isEqualTo(new Verdict.GiveUp("exhausted", 8));
    }

    @Test
    void after_a_day_of_failing_it_is_given_up() {
        DeliveryRecord old =
                new DeliveryRecord("pending", 1, 2, null, NOW.minus(Duration.ofHours(25)), NOW, null, true, NOW);

        assertThat(policy.decide(retry(), RETRIES, 1, old, WELL)).isEqualTo(new Verdict.GiveUp("exhausted", 3));
    }

    @Test
    void what_can_never_work_is_given_up_at_once() {
        assertThat(policy.decide(new Refused(FAILURE), RETRIES, 1, failedTimes(0), WELL))
                .isEqualTo(new Verdict.GiveUp("permanent", 1));
    }

    @Test
    void a_newer_version_starts_afresh_whatever_was_wrong_with_the_old() {
        DeliveryRecord movedOn = new DeliveryRecord("pending", 2, 7, null, NOW, NOW, null, true, NOW);

        assertThat(policy.decide(new Refused(FAILURE), RETRIES, 1, movedOn, WELL))
                .isEqualTo(new Verdict.Superseded());
        assertThat(policy.decide(retry(), RETRIES, 1, movedOn, WELL)).isEqualTo(new Verdict.Superseded());
    }

    @Test
    void an_outage_burns_no_attempts() {
        DeliveryRecord often = new DeliveryRecord("pending", 1, 7, null, null, NOW.minusSeconds(1), null, true, NOW);

        assertThat(policy.decide(unavailable(), RETRIES, 1, often, DOWN))
                .isEqualTo(new Verdict.Again(7, Duration.ZERO));
    }

    @Test
    void it_is_no_outage_if_others_were_answered_since() {
        DeliveryRecord alone = new DeliveryRecord("pending", 1, 0, null, null, NOW.minusSeconds(60), null, true, NOW);

        assertThat(policy.decide(unavailable(), RETRIES, 1, alone, WELL))
                .isEqualTo(new Verdict.Again(1, Duration.ofMillis(500)));
    }

    @Test
    void waiting_for_a_part_of_ours_or_for_an_operator_burns_no_attempts() {
        assertThat(policy.decide(new NotYet(FAILURE, Duration.ofSeconds(1)), RETRIES, 1, failedTimes(7), WELL))
                .isEqualTo(new Verdict.Again(7, Duration.ofSeconds(1)));
        assertThat(policy.decide(new AccessRefused(FAILURE), RETRIES, 1, failedTimes(7), WELL))
                .isEqualTo(new Verdict.Again(7, Duration.ZERO));
    }

    @Test
    void pauses_grow_up_to_their_bound_and_are_random_below_it() {
        Duration longest = Duration.ofMinutes(5);
        assertThat(Backoff.afterFailure(60, Duration.ofMillis(500), longest, () -> 1.0))
                .isEqualTo(longest);
        assertThat(Backoff.afterFailure(3, Duration.ofMillis(500), longest, () -> 0.25))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.beforeProbe(0, Duration.ofMillis(500), Duration.ofSeconds(5), () -> 0.0))
                .isEqualTo(Duration.ofMillis(250));
        assertThat(Backoff.beforeProbe(9, Duration.ofMillis(500), Duration.ofSeconds(5), () -> 1.0))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_circuit_opens_after_failures_in_a_row_or_at_once() {
        UUID lease = UUID.randomUUID();
        Circuit fine = new Circuit(CircuitState.CLOSED, 0, 0, null, null, null);

        assertThat(fine.afterOutage(lease, false, 3).state()).isEqualTo(CircuitState.CLOSED);
        assertThat(fine.afterOutage(lease, false, 3)
                        .afterOutage(lease, false, 3)
                        .afterOutage(lease, false, 3)
                        .state())
                .isEqualTo(CircuitState.OPEN);
        assertThat(fine.afterOutage(lease, true, 3).state()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void only_the_probe_tells_something_about_an_open_circuit() {
        UUID canary = UUID.randomUUID();
        Circuit probing = new Circuit(CircuitState.HALF_OPEN, 3, 1, canary, null, null);

        assertThat(probing.afterOutage(UUID.randomUUID(), false, 3)).isEqualTo(probing);
        assertThat(probing.afterOutage(canary, false, 3))
                .isEqualTo(new Circuit(CircuitState.OPEN, 3, 2, null, null, null));
        assertThat(probing.afterProbeThatDidNotReachIt(canary))
                .isEqualTo(new Circuit(CircuitState.OPEN, 3, 1, null, null, null));
    }

    private static Retry retry() {
        return new Retry(FAILURE, false);
    }

    private static Unavailable unavailable() {
        return new Unavailable(FAILURE, false, null);
    }

    private static DeliveryRecord failedTimes(int attempts) {
        return new DeliveryRecord(
                "pending", 1, attempts, null, attempts == 0 ? null : NOW, attempts == 0 ? null : NOW, null, true, NOW);
    }

    private static EhrSyncConfig defaults() {
        return new SmallRyeConfigBuilder()
                .withMapping(EhrSyncConfig.class)
                .withDefaultValue("visita.ehr-sync.patient-url", "http://localhost")
                .withDefaultValue("visita.ehr-sync.master-key", "of no importance here")
                .build()
                .getConfigMapping(EhrSyncConfig.class);
    }
}
