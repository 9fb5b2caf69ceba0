package org.visita.gateway.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayConfig;

class ConductTest {

    private Instant now = Instant.parse("2026-12-01T07:00:00Z");
    private final ConductBook book = new ConductBook(settings(Map.of()), moving());

    @Test
    void a_single_slip_is_none_however_big_it_is() {
        assertThat(IntStream.range(0, 100_000).filter(i -> book.note("a", Offence.LIMITED)))
                .isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(IntStream.range(0, 100_000).filter(i -> book.note("a", Offence.DENIED)))
                .isEmpty();
    }

    @Test
    void whoever_goes_on_is_found_out_and_begins_anew_then() {
        assertThat(secondsUntilBlocked(30, Offence.LIMITED)).isEqualTo(15);
        assertThat(secondsUntilBlocked(30, Offence.LIMITED)).isEqualTo(15);
    }

    @Test
    void whoever_slips_now_and_then_is_not() {
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 200; i++) {
                assertThat(book.note("a", Offence.LIMITED)).isFalse();
            }
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void different_offences_add_up() {
        boolean found = false;
        for (int second = 0; second < 20 && !found; second++) {
            for (int i = 0; i < 12; i++) {
                found |= book.note("a", Offence.LIMITED);
            }
            for (int i = 0; i < 5; i++) {
                found |= book.note("a", Offence.DENIED);
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(found).isTrue();
    }

    @Test
    void trying_ids_is_found_out_and_looking_for_one_again_and_again_is_not() {
        boolean polled = false;
        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 10; i++) {
                polled |= book.noteUnknown("polls", "/v1/bookings/" + i);
            }
            pass(Duration.ofSeconds(1));
        }
        boolean walked = false;
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 10; i++) {
                walked |= book.noteUnknown("walks", "/v1/bookings/" + second + "-" + i);
            }
            pass(Duration.ofSeconds(1));
        }

        assertThat(polled).isFalse();
        assertThat(walked).isTrue();
    }

    @Test
    void as_many_missing_things_as_are_not_too_many_may_be_looked_for_in_turn() {
        boolean found = false;
        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 10; i++) {
                found |= book.noteUnknown("polls", "/v1/bookings/" + (second * 10 + i) % 99);
            }
            pass(Duration.ofSeconds(1));
        }

        assertThat(found).isFalse();
    }

    @Test
    void only_so_many_callers_are_followed() {
        ConductBook small = new ConductBook(settings(Map.of("visita.gateway.blocking.callers", "100")), moving());

        IntStream.range(0, 10_000).forEach(i -> small.note("caller " + i, Offence.DENIED));

        assertThat(small.size()).isBetween(1L, 100L);
    }

    private int secondsUntilBlocked(int aSecond, Offence offence) {
        for (int second = 0; second < 120; second++) {
            for (int i = 0; i < aSecond; i++) {
                if (book.note("a", offence)) {
                    return second;
                }
            }
            pass(Duration.ofSeconds(1));
        }
        return -1;
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private Clock moving() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    static GatewayConfig.Blocking settings(Map<String, String> some) {
        Map<String, String> all = new HashMap<>(some);
        for (String service : new String[] {"availability", "booking", "patient", "ehr-sync", "audit"}) {
            all.put("visita.gateway.routes." + service, "http://127.0.0.1:1");
        }
        all.put("visita.gateway.pepper", "a-pepper");
        all.put("visita.gateway.signing-key", "a-key");
        all.put("visita.gateway.service-clients.ehr-sync", "a-secret");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class)
                .blocking();
    }
}
