package org.visita.booking;

import static org.visita.booking.Requests.book;
import static org.visita.booking.SampleClinic.slot;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.booking.booking.BookingResource;
import org.visita.booking.booking.BookingStatusResource;
import org.visita.booking.booking.HoldResource;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.PublishedDocument;

@BookingTest
class CoverageTest {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("booking");
    }

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(
                BookingResource.class, BookingStatusResource.class, HoldResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("bookings:read", "bookings:write"), operation -> id, operation -> switch (operation.path()) {
                    case "/v1/bookings/{id}/reschedule" ->
                        Map.of("start", slot(3, 1).toString());
                    case "/v1/bookings/{id}/cancel" -> Map.of("reason", "closure");
                    case "/v1/bookings/{id}/room" -> Map.of("roomId", clinic.location());
                    default -> null;
                });
    }
}
