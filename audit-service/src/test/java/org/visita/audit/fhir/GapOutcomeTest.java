package org.visita.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.visita.kit.testing.ServiceRules;

class GapOutcomeTest {

    @Test
    void its_code_has_its_page_as_those_of_refusals_have() {
        assertThat(ServiceRules.pages()).contains(GapOutcome.CODE);
    }
}
