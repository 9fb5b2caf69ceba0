package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::9, 20010db800010002",
        "2001:db8:1:3::9, 20010db800010003",
        "::1, 0000000000000000",
        "not an address, not an address"
    })
    void an_ipv6_network_counts_as_one_caller(String address, String network) {
        assertThat(ClientAddress.of(address).network()).isEqualTo(network);
    }

    @Test
    void a_zone_is_of_this_machine_and_left_out() {
        assertThat(ClientAddress.of("fe80::1%eth0").text()).isEqualTo("fe80::1");
    }
}
