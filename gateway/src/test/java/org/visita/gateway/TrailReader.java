package org.visita.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What stands in the audit trail, as far as it has come to the topic. */
public final class TrailReader {

    private TrailReader() {}

    public static List<AuditEvent> entries(Predicate<AuditEvent> wanted) {
        return TopicReader.read(Topics.AUDIT_EVENTS, any -> true).stream()
                .map(record -> {
                    AuditEvent entry = EventJson.read(record.value(), AuditEvent.class);
                    if (!wanted.test(entry)) {
                        return null;
                    }
                    assertThat(ContractSchemas.violations(EventType.AUDIT_RECORDED, record.value()))
                            .isEmpty();
                    return entry;
                })
                .filter(entry -> entry != null)
                .toList();
    }
}
