/**
 * What any service needs to speak FHIR: HAPI's server, its strictness, who may call it, what it leaves in the audit
 * trail, and how a refusal looks. It knows nothing of bookings, so that it can move to the kit when a second service
 * speaks FHIR.
 */
package org.visita.booking.fhir.server;
