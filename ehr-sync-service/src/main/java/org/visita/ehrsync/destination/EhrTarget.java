package org.visita.ehrsync.destination;

import java.util.Set;

/**
 * What a delivery has to know of its connection.
 *
 * @param version of the connection; whatever is changed about it, codes included, makes a new one
 * @param baseUrl base of the EHR's FHIR R4 API, without a slash at the end
 * @param requestsPerSecond over all replicas; null if there is no such limit
 * @param fields that are sent, beyond those without which an Appointment is none
 */
public record EhrTarget(
        ConnectionRef connection,
        int version,
        String baseUrl,
        Credentials credentials,
        RetryPolicy retry,
        Integer requestsPerSecond,
        CreatesBy createsBy,
        Set<FlowField> fields,
        CodeMaps codes) {

    public boolean sends(FlowField field) {
        return fields.contains(field);
    }
}
