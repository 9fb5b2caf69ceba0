package org.visita.gateway.key;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291), or a single one. Addresses of IPv4 that are written as
 * IPv6 ({@code ::ffff:192.0.2.1}) are those of IPv4.
 *
 * @param first the lowest address, 4 or 16 bytes: the bits after the prefix are zero
 * @param prefix bits that all addresses have in common
 */
record Network(byte[] first, int prefix) {

    private static final int LONGEST_TEXT = 60;
    private static final int MAPPED_BITS = 96;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** Empty if the text is no address and no block. Bits after the prefix are dropped. */
    static Optional<Network> parse(String text) {
        if (text == null || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        // As it is written: of "::ffff:192.0.2.0/120" the first 96 bits say that it is IPv4.
        int bits = text.indexOf(':') < 0 ? 32 : 128;
        String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
        if (!PREFIX.matcher(length).matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(length) - (bits - 8 * address.length);
        return prefix < 0 || prefix > 8 * address.length
                ? Optional.empty()
                : Optional.of(new Network(masked(address, prefix), prefix));
    }

    /** 4 or 16 bytes; null if the text is no address. */
    static byte[] bytes(String address) {
        if (address.indexOf(':') < 0) {
            return IPV4.matcher(address).matches() ? NetUtil.createByteArrayFromIpAddressString(address) : null;
        }
        if (address.indexOf('%') >= 0 || address.indexOf('[') >= 0 || !NetUtil.isValidIpV6Address(address)) {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED_BITS / 8, bytes.length) : bytes;
    }

    boolean contains(byte[] address) {
        return address != null && address.length == first.length && Arrays.equals(masked(address, prefix), first);
    }

    boolean contains(Network other) {
        return other.prefix >= prefix && contains(other.first);
    }

    /** The one form that stands for it, also where it is a single address; IPv6 as RFC 5952 has it. */
    @Override
    public String toString() {
        try {
            return NetUtil.toAddressString(InetAddress.getByAddress(first)) + "/" + prefix;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && prefix == network.prefix && Arrays.equals(first, network.first);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + prefix;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - 8L * i, 0, 8);
            masked[i] &= (byte) (0xff << (8 - bits));
        }
        return masked;
    }
}
