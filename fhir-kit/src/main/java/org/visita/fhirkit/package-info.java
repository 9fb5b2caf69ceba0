/**
 * What any service needs to speak FHIR: HAPI's server, its strictness, who may call it, what it leaves in the audit
 * trail, and how a refusal looks. It knows nothing of what a service has to say; {@code docs/adr/0027-fhir-kit.md} says
 * why it is a module of its own.
 */
package org.visita.fhirkit;
