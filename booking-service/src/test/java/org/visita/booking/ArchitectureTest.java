package org.visita.booking;

import org.junit.jupiter.api.Test;
import org.visita.kit.testing.ServiceRules;

class ArchitectureTest {

    @Test
    void keeps_the_shape_of_a_service() {
        ServiceRules.check("booking");
    }
}
