package org.visita.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void says_the_same_as_a_problem_and_as_an_outcome() {
        Refusal refusal = Refusal.invalid("/name", "is needed");
        ProblemJson problem = ProblemJson.of(refusal, "/v1/things", "abc");
        OperationOutcomeJson outcome = OperationOutcomeJson.of(refusal, "abc");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("invalid-request").isEqualTo(outcome.problemCode());
        assertThat(problem.errors()).containsExactly(new FieldError("/name", "is needed"));
        assertThat(outcome.issue()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo("invalid");
            assertThat(issue.expression()).containsExactly("/name");
        });
    }

    @Test
    void a_refused_exception_has_no_stack_trace() {
        assertThat(Refusal.notFound().asException().getStackTrace()).isEmpty();
    }

    @Test
    void every_code_has_its_page() throws Exception {
        List<String> headings = Files.readAllLines(Path.of("../docs/problems.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip())
                .toList();
        assertThat(headings)
                .containsAll(Arrays.stream(CommonRefusal.values())
                        .map(CommonRefusal::code)
                        .toList());
    }
}
