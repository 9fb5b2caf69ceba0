package org.visita.ehrsync.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateNetworksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9",
                "192.88.99.1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::ffff:0:7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "fec0::1",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1"
            })
    void are_recognised(String address) throws UnknownHostException {
        assertThat(PrivateNetworks.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111"})
    void leave_the_rest_alone(String address) throws UnknownHostException {
        assertThat(PrivateNetworks.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "ehr.localhost",
                "127.1",
                "2130706433",
                "[::1]",
                "10.0.0.1",
                "localhost.",
                "a.LOCALHOST.",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "017700000001",
                "127.0.1",
                "127.0.0.1.",
                "1.2.3.0x",
                "256.256.256.256",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[fe80::1%25eth0]",
                "[::1%25lo]",
                "[2606:4700::1111%25eth0]",
                "[64:ff9b::7f00:1]",
                "08.8.8.8",
                "134744072"
            })
    void are_seen_through_how_they_are_written(String host) {
        assertThat(PrivateNetworks.isPrivateLiteral(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ehr.example.org", "8.8.8.8", "ehr.example.org.", "[2606:4700::1111]", "1ehr.example", "0xehr.de"
            })
    void names_are_not_resolved(String host) {
        assertThat(PrivateNetworks.isPrivateLiteral(host)).isFalse();
    }
}
