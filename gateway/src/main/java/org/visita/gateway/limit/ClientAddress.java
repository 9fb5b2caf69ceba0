package org.visita.gateway.limit;

import io.netty.util.NetUtil;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a request comes from: the peer of the connection. What the request itself says of its origin is not believed.
 *
 * @param text IPv4 or IPv6, without a zone
 */
public record ClientAddress(String text) {

    private static final int PREFIX_BYTES = 8;

    public static ClientAddress of(String host) {
        int zone = host.indexOf('%');
        return new ClientAddress(zone < 0 ? host : host.substring(0, zone));
    }

    /** What counts as one caller: the address, and for IPv6 its /64, of which everybody has 2^64 addresses. */
    public String network() {
        byte[] bytes = text.indexOf(':') < 0 ? null : NetUtil.createByteArrayFromIpAddressString(text);
        return bytes == null || bytes.length <= PREFIX_BYTES
                ? text
                : IntStream.range(0, PREFIX_BYTES)
                        .mapToObj(i -> "%02x".formatted(bytes[i]))
                        .collect(Collectors.joining());
    }

    /** A network as people write it: {@code 2001:db8:1:2::/64}. */
    public static String written(String network) {
        return network.matches("[0-9a-f]{16}")
                ? IntStream.range(0, 4)
                                .mapToObj(i ->
                                        Integer.toHexString(Integer.parseInt(network.substring(4 * i, 4 * i + 4), 16)))
                                .collect(Collectors.joining(":"))
                        + "::/64"
                : network;
    }
}
