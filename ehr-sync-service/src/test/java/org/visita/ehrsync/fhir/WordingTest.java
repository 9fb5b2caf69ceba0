package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Coding;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Cancellation;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.FlowField;
import org.visita.ehrsync.testing.Samples;

class WordingTest {

    private static final Set<FlowField> ALL = EnumSet.allOf(FlowField.class);
    private static final BookingSnapshot BOOKED = Samples.booking("a-clinic");
    private static final BookingSnapshot CANCELLED =
            Samples.cancelled(BOOKED, Cancellation.By.PATIENT, Cancellation.Reason.PATIENT_REQUEST);
    private static final Supplier<Coding> CATALOG = () -> new Coding("urn:clinic", "from-the-catalog");

    @Test
    void the_connections_map_says_it_before_the_catalog() {
        CodeMaps codes = map(CodeMaps.VISIT_TYPE, BOOKED.visitTypeId(), "urn:ehr", "124");

        org.hl7.fhir.r4.model.Coding mapped =
                Wording.of(BOOKED, ALL, codes, CATALOG).serviceType();

        assertThat(mapped.getSystem()).isEqualTo("urn:ehr");
        assertThat(mapped.getCode()).isEqualTo("124");
        assertThat(mapped.getDisplay()).isEqualTo("As they say");
    }

    @Test
    void without_a_map_the_catalog_says_it() {
        CodeMaps other = map(CodeMaps.VISIT_TYPE, "another", "urn:ehr", "124");

        assertThat(Wording.of(BOOKED, ALL, other, CATALOG).serviceType().getCode())
                .isEqualTo("from-the-catalog");
    }

    @Test
    void a_visit_type_that_nobody_has_a_code_for_is_named() {
        assertThatThrownBy(() -> Wording.of(BOOKED, ALL, CodeMaps.NONE, () -> null))
                .isInstanceOfSatisfying(Wording.MissingException.class, missing -> assertThat(missing.what())
                        .isEqualTo("visit-type/" + BOOKED.visitTypeId()));
    }

    @Test
    void what_is_not_sent_needs_no_code() {
        Wording wording = Wording.of(CANCELLED, Set.of(), CodeMaps.NONE, () -> {
            throw new AssertionError("nobody needs it");
        });

        assertThat(wording.serviceType()).isNull();
        assertThat(wording.cancellation()).isNull();
    }

    @Test
    void a_reason_may_be_said_otherwise() {
        CodeMaps codes = map(CodeMaps.CANCELLATION_REASON, "patient-request", "urn:ehr", "P1");

        assertThat(Wording.of(CANCELLED, ALL, codes, CATALOG).cancellation().getCode())
                .isEqualTo("P1");
        assertThat(Wording.of(CANCELLED, ALL, CodeMaps.NONE, CATALOG)
                        .cancellation()
                        .getCode())
                .isEqualTo("pat");
        assertThat(Wording.of(BOOKED, ALL, codes, CATALOG).cancellation()).isNull();
    }

    private static CodeMaps map(String kind, String local, String system, String code) {
        return new CodeMaps(List.of(new CodeMaps.Entry(kind, local, system, code, "As they say")));
    }
}
