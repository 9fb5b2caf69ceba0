package org.visita.ehrsync.connection;

/**
 * What a clinic sets, but for the credentials.
 *
 * @param baseUrl base of the EHR's FHIR R4 API, without a slash at the end
 */
record ConnectionSettings(String name, String baseUrl, Limits limits, Retry retry, Flow flow) {}
