package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;

class EhrOutcomeTest {

    private static final int BOUND = 16 * 1024;

    @Test
    void keeps_what_the_issues_say_and_not_how_it_looks() {
        String outcome = EhrOutcome.in("""
                {"resourceType":"OperationOutcome","text":{"status":"generated","div":"<div>long</div>"},
                 "issue":[{"severity":"error","code":"processing","diagnostics":"HAPI-0450: no","extra":1,
                 "expression":["Appointment.status"]}]}""").orElseThrow();

        assertThat(outcome)
                .contains("\"diagnostics\":\"HAPI-0450: no\"", "Appointment.status", "\"code\":\"processing\"")
                .doesNotContain("long");
    }

    @Test
    void a_long_one_is_cut_and_still_is_one() {
        OperationOutcome whole = new OperationOutcome();
        IntStream.range(0, 1000).forEach(n -> {
            whole.addIssue()
                    .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                    .setDiagnostics("\u20ac".repeat(5000))
                    .getDetails()
                    .setText("\u20ac".repeat(5000));
            whole.getIssue().getLast().addExpression("x".repeat(5000));
        });

        String kept = EhrOutcome.in(new FhirJson().write(whole)).orElseThrow();

        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(BOUND);
        assertThat(new FhirJson().read(kept, OperationOutcome.class))
                .hasValueSatisfying(cut -> assertThat(cut.getIssue()).isNotEmpty());
    }

    @Test
    void of_what_nobody_foresaw_the_log_tells_the_kind_and_not_the_text() {
        List<LogRecord> logged = new ArrayList<>();
        Handler keeper = new StreamHandler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }
        };
        Logger log = Logger.getLogger(LookAtAppointment.class.getName());
        log.addHandler(keeper);
        try {
            assertThat(LookAtAppointment.problemOf(new IllegalStateException("Jane Doe"))
                            .code())
                    .isEqualTo("internal");
        } finally {
            log.removeHandler(keeper);
        }

        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getThrown()).isNull();
            // Whatever the log manager keeps apart, text and parameters are all there is to print.
            assertThat(entry.getMessage() + Arrays.toString(entry.getParameters()))
                    .contains("IllegalStateException", "EhrOutcomeTest")
                    .doesNotContain("Jane");
        });
    }

    @Test
    void an_ambiguous_match_names_whole_ids_as_many_as_have_room() {
        List<String> ids =
                IntStream.range(0, 5).mapToObj(n -> n + "x".repeat(62) + n).toList();

        DeliveryFailedException failure = EhrFailures.ambiguous("patient-ambiguous", "Several: ", "Patient", ids);

        assertThat(failure.outcome()).isInstanceOfSatisfying(DeliveryOutcome.Refused.class, refused -> assertThat(
                        refused.failure().cause())
                .isEqualTo("Patient/" + ids.get(0) + ",Patient/" + ids.get(1) + ",Patient/" + ids.get(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>OperationOutcome</html>",
                "{\"resourceType\":\"OperationOutcome\"",
                "{\"resourceType\":\"Patient\",\"id\":\"OperationOutcome\"}",
                "{\"error\":\"busy\"}"
            })
    void anything_else_is_none(String body) {
        assertThat(EhrOutcome.in(body)).isEmpty();
    }
}
