package org.visita.gateway;

import org.junit.jupiter.api.Test;
import org.visita.kit.testing.ServiceRules;

class ArchitectureTest {

    @Test
    void has_the_shape_of_a_service() {
        ServiceRules.check("gateway");
    }
}
