package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Samples;

class WantedBookingTest {

    private static final String EHR = "ehr:a-connection";

    private final BookingSnapshot first = Samples.booking("a-clinic");
    private final BookingSnapshot second = Samples.moved(first, Duration.ofHours(1));

    @Test
    void the_newer_version_counts_whichever_came_first() {
        assertThat(WantedBooking.newer(wanted(first, "api"), wanted(second, "api")))
                .extracting(WantedBooking::version, WantedBooking::changedBy)
                .containsExactly(2, "api");
        assertThat(WantedBooking.newer(wanted(second, EHR), wanted(first, EHR)))
                .extracting(WantedBooking::version, WantedBooking::changedBy)
                .containsExactly(2, EHR);
    }

    @Test
    void a_change_of_ours_before_one_of_an_ehr_is_not_lost_with_its_echo() {
        assertThat(WantedBooking.newer(wanted(first, "api"), wanted(second, EHR)))
                .extracting(WantedBooking::version, WantedBooking::changedBy)
                .containsExactly(2, "several");
    }

    private static WantedBooking wanted(BookingSnapshot booking, String origin) {
        return WantedBooking.of(
                Samples.event(booking, origin),
                new ReceivedRecord(booking.id(), new byte[0], Map.of(), "booking.events", 0, 1));
    }
}
