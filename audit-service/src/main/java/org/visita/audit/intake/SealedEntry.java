package org.visita.audit.intake;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.visita.audit.person.PersonKey;
import org.visita.audit.person.PersonalDetails;
import org.visita.proof.EntryContent;

/**
 * An entry whose personal details are sealed, and which says no more of the person than its pseudonym.
 *
 * @param person null where it is about no patient
 * @param sealed null where it is about no patient
 */
record SealedEntry(AuditEntry entry, UUID person, byte[] sealed) {

    /** @param key of the patient whom it is about; null if there is none */
    static SealedEntry of(AuditEntry entry, PersonKey key) {
        if (key == null) {
            return new SealedEntry(entry, null, null);
        }
        PersonalDetails details = new PersonalDetails(
                entry.isByPatient() ? entry.actor() : null,
                entry.isByPatient() ? entry.address() : null,
                entry.patient().patientId(),
                entry.isOfPatient() ? entry.resourceId() : null);
        return new SealedEntry(entry, key.id(), key.seal(details, entry.clinic(), entry.id()));
    }

    String actor() {
        return entry.isByPatient() ? null : entry.actor();
    }

    String address() {
        return entry.isByPatient() ? null : entry.address();
    }

    String resourceId() {
        return entry.isOfPatient() ? null : entry.resourceId();
    }

    EntryContent content(Instant recordedAt) {
        return new EntryContent(
                entry.id().toString(),
                entry.clinic(),
                entry.occurredAt(),
                recordedAt,
                actor(),
                entry.action(),
                entry.resourceType(),
                resourceId(),
                person == null ? null : person.toString(),
                sealed == null ? null : Base64.getEncoder().encodeToString(sealed),
                entry.outcome(),
                entry.code(),
                address(),
                entry.requestId(),
                entry.traceId(),
                entry.durationMillis(),
                entry.emitter(),
                entry.process(),
                entry.sequence());
    }

    void writeTo(EntryCopy copy, long position, Instant recordedAt) {
        copy.row(EntryCopy.COLUMNS);
        copy.text(entry.clinic());
        copy.number(position);
        copy.instant(entry.occurredAt());
        copy.instant(recordedAt);
        copy.uuid(entry.id());
        copy.text(actor());
        copy.text(entry.action());
        copy.text(entry.resourceType());
        copy.text(resourceId());
        copy.uuid(person);
        copy.bytes(sealed);
        copy.text(entry.outcome());
        copy.text(entry.code());
        copy.text(address());
        copy.text(entry.requestId());
        copy.text(entry.traceId());
        copy.number(entry.durationMillis());
        copy.text(entry.emitter());
        copy.text(entry.process());
        copy.number(entry.sequence());
    }
}
