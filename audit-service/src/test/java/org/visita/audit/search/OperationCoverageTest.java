package org.visita.audit.search;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.entry.Acts;
import org.visita.audit.entry.Trail;
import org.visita.audit.export.ExportResource;
import org.visita.audit.person.ErasureResource;
import org.visita.audit.proof.ProofResource;
import org.visita.audit.retention.RetentionResource;
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
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(
                AuditResource.class,
                ExportResource.class,
                ErasureResource.class,
                RetentionResource.class,
                ProofResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        AuditEvent event = Acts.cancelling(Tokens.CLINIC);
        Trail.write(event);
        await().atMost(Trail.SOON)
                .until(() -> Trail.readerOf(Tokens.CLINIC)
                                .get("/v1/audit/{id}", event.id())
                                .statusCode()
                        == 200);
        // A proof needs a checkpoint, and signs one.
        String signed = Trail.readerOf(Tokens.CLINIC)
                .get("/v1/audit/{id}/proof", event.id())
                .then()
                .statusCode(200)
                .extract()
                .path("checkpoint.size")
                .toString();
        Trail.readerOf(Tokens.CLINIC)
                .get("/v1/audit/checkpoints/{size}", signed)
                .then()
                .statusCode(200);

        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("audit:read"),
                operation -> operation.path().contains("{size}") ? signed : event.id(),
                operation -> null);
    }
}
