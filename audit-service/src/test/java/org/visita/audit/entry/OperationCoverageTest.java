package org.visita.audit.entry;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.PublishedDocument;
import org.visita.kit.testing.Tokens;

@QuarkusTest
class OperationCoverageTest implements Servers {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("audit");
    }

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_mutation_is_audited() {
        OperationCoverage.every_mutation_is_audited(AuditResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        AuditEvent event = Acts.cancelling(Tokens.CLINIC);
        Trail.write(event);
        Trail.awaitEntries(Tokens.CLINIC, 1);

        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("audit:read"), operation -> event.id(), operation -> null);
    }
}
