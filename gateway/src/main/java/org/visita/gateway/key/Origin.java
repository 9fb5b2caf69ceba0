package org.visita.gateway.key;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web origin (RFC 6454): scheme, host, and the port unless it is the scheme's own, as browsers send it. */
final class Origin {

    private static final int LONGEST_TEXT = 200;

    /** No wildcard, no path, no user: what stands there is compared as it is. */
    private static final Pattern FORM = Pattern.compile(
            "(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?",
            Pattern.CASE_INSENSITIVE);

    private Origin() {}

    static Reading parse(String text) {
        Matcher parts = FORM.matcher(text);
        boolean good = text.length() <= LONGEST_TEXT
                && parts.matches()
                && !parts.group(2).contains("..")
                && (parts.group(4) == null || Integer.parseInt(parts.group(4)) <= 65_535);
        return Reading.of(
                good ? Optional.of(canonical(parts)) : Optional.empty(),
                "is scheme://host or scheme://host:port, of http or https");
    }

    private static String canonical(Matcher parts) {
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String own = scheme.equals("https") ? "443" : "80";
        String port = parts.group(4) == null || parts.group(4).equals(own) ? "" : ":" + parts.group(4);
        return scheme + "://" + parts.group(2).toLowerCase(Locale.ROOT) + port;
    }
}
