package org.visita.ehrsync.testing;

import com.fasterxml.jackson.databind.JsonNode;

/** Where things stand in a resource. */
public final class FhirPaths {

    private FhirPaths() {}

    /** Version of the booking that an Appointment says it shows; 0 if it does not say. */
    public static int versionOf(JsonNode appointment) {
        return appointment
                .path("extension")
                .valueStream()
                .filter(extension -> extension.path("url").asText().endsWith("/booking-version"))
                .mapToInt(extension -> extension.path("valueInteger").asInt())
                .findFirst()
                .orElse(0);
    }

    /** Id of the booking that an Appointment says it shows; empty text if it does not say. */
    public static String bookingOf(JsonNode appointment) {
        return appointment
                .path("identifier")
                .valueStream()
                .filter(identifier -> identifier.path("system").asText().equals(Samples.BOOKING_SYSTEM))
                .map(identifier -> identifier.path("value").asText())
                .findFirst()
                .orElse("");
    }

    /** The participant that we wrote in this role. */
    public static JsonNode participant(JsonNode appointment, String role) {
        return appointment
                .path("participant")
                .valueStream()
                .filter(participant -> participant
                        .path("extension")
                        .valueStream()
                        .anyMatch(extension ->
                                extension.path("valueCode").asText().equals(role)))
                .findFirst()
                .orElseThrow();
    }
}
