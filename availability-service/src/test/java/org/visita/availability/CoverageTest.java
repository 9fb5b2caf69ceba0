package org.visita.availability;

import static org.visita.availability.Requests.SCOPES;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.availability.location.LocationResource;
import org.visita.availability.practitioner.PractitionerResource;
import org.visita.availability.room.RoomResource;
import org.visita.availability.schedule.ScheduleResource;
import org.visita.availability.slot.SlotResource;
import org.visita.availability.visittype.VisitTypeResource;
import org.visita.kit.testing.OperationCoverage;

@AvailabilityTest
class CoverageTest {

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_mutation_is_audited() {
        OperationCoverage.every_mutation_is_audited(
                LocationResource.class,
                RoomResource.class,
                PractitionerResource.class,
                VisitTypeResource.class,
                ScheduleResource.class,
                SlotResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        SampleClinic clinic = SampleClinic.open();
        Map<String, String> ids = Map.of(
                "/v1/locations/{id}", clinic.location(),
                "/v1/rooms/{id}", clinic.room(),
                "/v1/practitioners/{id}", clinic.practitioner(),
                "/v1/visit-types/{id}", clinic.visitType(),
                "/v1/schedules/{id}", clinic.schedule());
        Map<String, Object> bodies = Map.of(
                "/v1/locations/{id}", Map.of("name", "A", "zone", "Europe/Berlin"),
                "/v1/rooms/{id}", Map.of("name", "A", "locationId", clinic.location()),
                "/v1/practitioners/{id}", Map.of("name", "A"),
                "/v1/visit-types/{id}", Map.of("name", "A", "duration", "PT30M"),
                "/v1/schedules/{id}",
                        Map.of(
                                "practitionerId", clinic.practitioner(),
                                "locationId", clinic.location(),
                                "windows", List.of(Map.of("day", "MONDAY", "start", "08:00", "end", "09:00"))));
        OperationCoverage.objects_of_another_clinic_are_not_there(
                SCOPES,
                operation -> ids.get(operation.path()),
                operation -> operation.method().equals("PUT") ? bodies.get(operation.path()) : null);
    }
}
