package org.visita.audit;

import org.junit.jupiter.api.Test;
import org.visita.kit.testing.ServiceRules;

class ArchitectureTest {

    @Test
    void has_the_shape_of_every_service() {
        ServiceRules.check("audit");
    }
}
