package org.visita.ehrsync.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses that are not of the public Internet (IANA special-purpose registries, RFC 6890). */
public final class PrivateNetworks {

    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]+]");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    /** A last label like this is read as part of an IPv4 address (WHATWG URL, "ends in a number checker"). */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

    private PrivateNetworks() {}

    /**
     * Whether the host is written as an address, or as the name of this machine, and is not public. Addresses in forms
     * that resolvers disagree about (octal, hexadecimal, fewer than four parts, with a zone) count as not public.
     */
    public static boolean isPrivateLiteral(String written) {
        String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        String name = host.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
            return isPrivateAddress(host);
        }
        return host.startsWith("[") || ENDS_IN_A_NUMBER.matcher(host).matches();
    }

    private static boolean isPrivateAddress(String literal) {
        try {
            return isPrivate(InetAddress.getByName(literal));
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
        int third = v4[2] & 0xff;
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128 // RFC 6598, carrier-grade NAT
                || first == 192 && second == 0 && (third == 0 || third == 2) // RFC 6890, RFC 5737
                || first == 192 && second == 88 && third == 99 // RFC 7526, 6to4 relays
                || first == 198 && (second == 18 || second == 19) // RFC 2544
                || first == 198 && second == 51 && third == 100 // RFC 5737, documentation
                || first == 203 && second == 0 && third == 113; // RFC 5737, documentation
    }

    /** Only 2000::/3 is handed out to the public; whatever hides an IPv4 address (mapped, NAT64) stands outside of it. */
    private static boolean isSpecial6(byte[] v6) {
        int first = v6[0] & 0xff;
        int second = v6[1] & 0xff;
        int third = v6[2] & 0xff;
        int fourth = v6[3] & 0xff;
        return (first & 0xe0) != 0x20
                || first == 0x20 && second == 0x01 && third < 0x02 // RFC 2928: Teredo and other protocols
                || first == 0x20 && second == 0x01 && third == 0x0d && fourth == 0xb8 // RFC 3849, documentation
                || first == 0x20 && second == 0x02 // RFC 3056, 6to4: an IPv4 address in disguise
                || first == 0x3f && second == 0xff && third < 0x10; // RFC 9637, documentation
    }
}
