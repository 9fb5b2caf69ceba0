package org.visita.booking.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.visita.booking.booking.BookingProblem;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusalCode;

class ProblemPagesTest {

    private static final List<RefusalCode> ALL = Stream.<RefusalCode[]>of(
                    FhirProblem.values(), BookingProblem.values(), CommonRefusal.values())
            .flatMap(Arrays::stream)
            .toList();

    @Test
    void every_code_has_its_page() throws Exception {
        List<String> pages = Files.readAllLines(Path.of("../docs/problems.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip())
                .toList();
        assertThat(pages).containsAll(ALL.stream().map(RefusalCode::code).toList());
    }

    @Test
    void every_code_has_a_kind_that_fhir_knows() {
        assertThat(ALL).allSatisfy(code -> assertThat(IssueType.fromCode(code.issueType()))
                .isNotNull());
    }
}
