package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.e2e.PromQl.Selector;

class PromQlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    up == 0 | up
                    sum by (le, code) (rate(a_bucket[5m])) | a_bucket
                    sum(rate(a_total[5m])) by (le) | a_total
                    histogram_quantile(0.99, sum without (instance) (rate(a[$__rate_interval]))) | a
                    a > 0 unless on (connection) b:c:max > 1e3 | a b:c:max
                    (a - (a offset 15m or a * 0)) > 0 and on () count(b offset 1h30m) > 0 | a a a b
                    a * on (x) group_left b | a b
                    max_over_time(a[10m:30s]) AND absent(b) | a b
                    topk(5, a) or vector(0) | a""")
    void finds_the_metrics_and_nothing_else(String expression, String metrics) {
        assertThat(PromQl.selectors(expression)).extracting(Selector::metric).containsExactly(metrics.split(" "));
    }

    @Test
    void labels_and_strings_are_no_metrics() {
        assertThat(PromQl.selectors("""
                        label_replace(a{x="b}", y=~"c|d", z!="e"}, "to", "$1", "from", "(.*)") # and f""")).containsExactly(new Selector("a", Map.of("x", "b}")));
    }

    @Test
    void what_names_no_metric_is_not_passed_over() {
        assertThatThrownBy(() -> PromQl.selectors("sum({job=\"visita\"})"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
