package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.gateway.limit.ClientAddress;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1/32",
        "192.0.2.77/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.255.255.255/9, 10.128.0.0/9",
        "2001:DB8::1, 2001:db8::1/128",
        "2001:db8:0:0:0:0:0:7/33, 2001:db8::/33",
        "::/0, ::/0",
        "::1, ::1/128",
        "::ffff:192.0.2.1, 192.0.2.1/32",
        "::ffff:192.0.2.77/120, 192.0.2.0/24",
        "::ffff:c000:0201, 192.0.2.1/32",
    })
    void has_one_form(String written, String kept) {
        assertThat(Network.parse(written)).hasToString("Optional[" + kept + "]");
        assertThat(Network.parse(kept)).isEqualTo(Network.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.1/33",
                "192.0.2.1/",
                "192.0.2.1/-1",
                "192.0.2.1/024",
                "192.0.2.1/+8",
                "192.0.2.1 ",
                "192.0.2.1/8/8",
                "example.com",
                "*",
                "2001:db8::/129",
                "fe80::1%eth0",
                "[::1]",
                "2001:db8:::1",
                "::ffff:192.0.2.1/90",
                "1.2.3.4.5",
                "0x7f.0.0.1",
                "2130706433",
            })
    void refuses_what_is_no_block(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 192.0.2.1, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "::ffff:192.0.2.0/120, 192.0.2.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
    })
    void lets_in_who_comes_from_there(String network, String from, boolean admitted) {
        assertThat(NetworkList.of(List.of(network)).admits(ClientAddress.of(from)))
                .isEqualTo(admitted);
    }

    @Test
    void an_empty_list_lets_everybody_in_and_one_that_cannot_be_read_nobody() {
        assertThat(NetworkList.of(List.of()).admits(ClientAddress.of("192.0.2.1")))
                .isTrue();
        assertThat(NetworkList.of(List.of("nonsense")).admits(ClientAddress.of("192.0.2.1")))
                .isFalse();
        assertThat(NetworkList.of(List.of("0.0.0.0/0")).admits(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 192.0.2.0/24, true",
        "192.0.2.0/24, '', false",
        "192.0.2.0/24, 192.0.2.0/24, true",
        "192.0.2.0/24, 192.0.2.128/25, true",
        "192.0.2.0/24, 192.0.0.0/16, false",
        "192.0.2.0/24, 2001:db8::/64, false",
    })
    void covers_what_is_no_wider(String ours, String theirs, boolean covered) {
        assertThat(list(ours).covers(list(theirs))).isEqualTo(covered);
    }

    private static NetworkList list(String networks) {
        return NetworkList.of(networks.isEmpty() ? List.of() : List.of(networks.split(" ")));
    }
}
