package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/bookings, /v1/bookings",
        "/v1/bookings/018f0000-0000-7000-8000-000000000000/cancel, /v1/bookings/{id}/cancel",
        "/v1/keys/RFjxwfQnvXF0/disable, /v1/keys/{id}/disable",
        "/v1/patients/Erika%20Mustermann, /v1/patients/{id}",
        "/v1/visit-types/, /v1/visit-types",
        "/fhir/R4/Appointment/018f0000-0000-7000-8000-000000000000/$cancel, /fhir/R4/Appointment/{id}/$cancel",
        "/fhir/R4/Appointment/_search, /fhir/R4/Appointment/_search",
        "/fhir/R4/Appointment/Mustermann/%24cancel, /fhir/R4/Appointment/{id}/{id}"
    })
    void only_the_shape_of_a_path_is_logged(String path, String shape) {
        assertThat(AccessLog.shape(path, "Appointment")).isEqualTo(shape);
    }
}
