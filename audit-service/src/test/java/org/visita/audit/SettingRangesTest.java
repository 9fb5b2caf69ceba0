package org.visita.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingRangesTest {

    private static final String PREFIX = "visita.audit-service.";

    @Test
    void what_is_set_by_nobody_is_in_range() {
        assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "proof.sign-after, PT0.9S, PT1H0.1S, PT1S to PT1H",
        "proof.sign-after-entries, 0, 1000001, 1 to 1000000",
        "proof.look-each, PT0.5S, PT61S, PT1S to PT1M",
        "proof.longest-verification, PT0S, PT31S, PT1S to PT30S",
        "proof.verifications-at-once, 0, 65, 1 to 64",
        "proof.verify-all-after, PT0S, PT25H, PT1S to PT24H",
        "proof.verify-all-each, PT59S, PT25H, PT1M to PT24H",
        "proof.verify-all-pace, 99, 1000001, 100 to 1000000",
        "export.patience, PT0.9S, PT11M, PT1S to PT10M",
        "first-retry, PT0S, PT61S, PT0.01S to PT1M",
        "longest-retry, PT0S, PT11M, PT0.01S to PT10M",
        "lateness, PT-1S, PT61M, PT0S to PT1H",
        "longest-transaction, PT0S, PT11M, PT1S to PT10M"
    })
    void what_is_out_of_range_is_refused(String setting, String tooLittle, String tooMuch, String range) {
        for (String wrong : new String[] {tooLittle, tooMuch}) {
            assertThatThrownBy(() -> start(Map.of(setting, wrong)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(PREFIX + setting + " must be " + range + ". Set it and start again.");
        }
    }

    @Test
    void the_longest_wait_is_not_shorter_than_the_first() {
        assertThatThrownBy(() -> start(Map.of("first-retry", "PT2S", "longest-retry", "PT1S")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(PREFIX + "longest-retry must be not less than " + PREFIX
                        + "first-retry. Set it and start again.");
    }

    private static void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(PREFIX + "master-key", "any", PREFIX + "signing-key", "any"));
        settings.forEach((name, value) -> all.put(PREFIX + name, value));
        AuditConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(AuditConfig.class)
                .build()
                .getConfigMapping(AuditConfig.class);
        new SettingRanges(config).check(null);
    }
}
