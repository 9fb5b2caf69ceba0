package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    @Test
    void has_the_promised_shape() {
        assertThat(ApiKey.generate(new SecureRandom()).text()).matches("vis_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
    }

    @Test
    void ends_in_the_checksum_of_all_before() {
        String key = ApiKey.generate(new SecureRandom()).text();
        String body = key.substring(0, key.length() - 6);

        assertThat(key).endsWith(ApiKey.checksum(body));
        assertThat(ApiKey.checksum(body + "x")).isNotEqualTo(ApiKey.checksum(body));
    }

    @Test
    void writes_the_checksum_as_the_gateway_reads_it() {
        // CRC-32 of "123456789" is 0xCBF43926 = 3421780262, the check value of every description of CRC-32.
        String digits = ApiKey.checksum("123456789");

        assertThat(digits).hasSize(6);
        assertThat(valueOf(digits)).isEqualTo(0xCBF43926L);
        assertThat(ApiKey.checksum("")).isEqualTo("000000");
    }

    @Test
    void is_never_the_same_twice() {
        Set<String> keys = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) keys.add(ApiKey.generate(random).text());

        assertThat(keys).hasSize(1000);
    }

    private static long valueOf(String base62) {
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return base62.chars().mapToLong(alphabet::indexOf).reduce(0, (value, digit) -> value * 62 + digit);
    }
}
