package org.visita.ehrsync.fhir;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Coding;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.FlowField;

/**
 * The codes by which one EHR understands a booking: those of the connection's maps, else the clinic's or FHIR's own.
 *
 * @param serviceType null if the connection does not send it
 * @param cancellation null if the connection does not send it, or the booking is not cancelled
 */
record Wording(Coding serviceType, Coding cancellation) {

    /** The EHR expects a code, and nobody knows one. */
    static final class MissingException extends RuntimeException {

        private final String what;

        MissingException(String what) {
            super("no code for " + what, null, false, false);
            this.what = what;
        }

        /** For example {@code visit-type/<id>}. */
        String what() {
            return what;
        }
    }

    /**
     * @param catalogued the visit type's code in the clinic's catalog, or null; asked for where the maps have none
     * @throws MissingException if the visit type has no code
     */
    static Wording of(
            BookingSnapshot booking,
            Set<FlowField> fields,
            CodeMaps codes,
            Supplier<org.visita.contracts.Coding> catalogued) {
        return new Wording(
                fields.contains(FlowField.SERVICE_TYPE) ? serviceType(booking.visitTypeId(), codes, catalogued) : null,
                fields.contains(FlowField.CANCELLATION_REASON) && booking.cancellation() != null
                        ? reason(booking.cancellation().reason(), codes)
                        : null);
    }

    private static Coding serviceType(
            String visitType, CodeMaps codes, Supplier<org.visita.contracts.Coding> catalogued) {
        return codes.find(CodeMaps.VISIT_TYPE, visitType).map(Wording::coding).orElseGet(() -> {
            org.visita.contracts.Coding code = catalogued.get();
            if (code == null) {
                throw new MissingException(CodeMaps.VISIT_TYPE + '/' + visitType);
            }
            return new Coding().setSystem(code.system()).setCode(code.code());
        });
    }

    private static Coding reason(Cancellation.Reason reason, CodeMaps codes) {
        String local = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return codes.find(CodeMaps.CANCELLATION_REASON, local)
                .map(Wording::coding)
                .orElseGet(() ->
                        new Coding().setSystem(FhirUrls.CANCELLATION_REASONS).setCode(codeOf(reason)));
    }

    private static String codeOf(Cancellation.Reason reason) {
        return switch (reason) {
            case PATIENT_REQUEST -> "pat";
            case CLINIC_REQUEST -> "prov";
            case CLOSURE -> "maint";
            case DUPLICATE -> "oth-oerr";
        };
    }

    private static Coding coding(CodeMaps.Entry entry) {
        return new Coding()
                .setSystem(entry.system().isEmpty() ? null : entry.system())
                .setCode(entry.code())
                .setDisplay(entry.display());
    }
}
