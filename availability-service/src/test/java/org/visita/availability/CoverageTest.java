package org.visita.availability;

import static org.visita.availability.Requests.SCOPES;

import org.junit.jupiter.api.Test;
import org.visita.availability.catalog.AffectedBookingResource;
import org.visita.availability.equipment.EquipmentResource;
import org.visita.availability.holiday.HolidayResource;
import org.visita.availability.location.LocationResource;
import org.visita.availability.override.OverrideResource;
import org.visita.availability.practitioner.PractitionerResource;
import org.visita.availability.room.RoomResource;
import org.visita.availability.schedule.ScheduleResource;
import org.visita.availability.slot.SlotResource;
import org.visita.availability.timeoff.TimeOffResource;
import org.visita.availability.visittype.VisitTypeResource;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.PublishedDocument;
import org.visita.kit.testing.Tokens;

@AvailabilityTest
class CoverageTest {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("availability");
    }

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(
                LocationResource.class,
                RoomResource.class,
                EquipmentResource.class,
                PractitionerResource.class,
                VisitTypeResource.class,
                ScheduleResource.class,
                OverrideResource.class,
                TimeOffResource.class,
                HolidayResource.class,
                AffectedBookingResource.class,
                SlotResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        WholeCatalog catalog = WholeCatalog.open(new Desk(Tokens.CLINIC));
        OperationCoverage.objects_of_another_clinic_are_not_there(
                SCOPES,
                operation -> catalog.id(kind(operation)),
                operation -> operation.method().equals("PUT") ? catalog.body(kind(operation)) : null);
    }

    private static String kind(OperationCoverage.Operation operation) {
        return operation.path().replace("/{id}", "");
    }
}
