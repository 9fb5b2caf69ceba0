package org.visita.ehrsync.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses that are not of the public Internet (IANA special-purpose registries, RFC 6890). */
public final class PrivateNetworks {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

    private PrivateNetworks() {}

    /** Whether the host is written as an address, or as the name of this machine, and is not public. */
    public static boolean isPrivateLiteral(String host) {
        if (host.equalsIgnoreCase("localhost") || host.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
            return true;
        }
        try {
            return LITERAL.matcher(host).matches() && isPrivate(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return true;
        }
    }

    public static boolean isPrivate(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || switch (address) {
                    case Inet4Address v4 -> isSpecial(v4.getAddress());
                    case Inet6Address v6 -> isSpecial6(v6.getAddress());
                    default -> true;
                };
    }

    private static boolean isSpecial(byte[] v4) {
        int first = v4[0] & 0xff;
        int second = v4[1] & 0xff;
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128 // RFC 6598, carrier-grade NAT
                || first == 192 && second == 0 && v4[2] == 0 // RFC 6890
                || first == 198 && (second == 18 || second == 19); // RFC 2544
    }

    private static boolean isSpecial6(byte[] v6) {
        int first = v6[0] & 0xff;
        int second = v6[1] & 0xff;
        return (first & 0xfe) == 0xfc // RFC 4193, unique local
                || first == 0x00 && second == 0x64 // RFC 6052 and 8215: an IPv4 address in disguise
                || first == 0x20 && second == 0x02; // RFC 3056, 6to4: the same
    }
}
