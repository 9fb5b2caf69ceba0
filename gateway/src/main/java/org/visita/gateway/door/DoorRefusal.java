package org.visita.gateway.door;

import org.visita.kit.problem.RefusalCode;

/** Refusals that only the door gives. */
enum DoorRefusal implements RefusalCode {
    RATE_LIMITED("rate-limited", 429, "Too many requests.", "throttled"),
    ADDRESS_TOO_LONG("address-too-long", 414, "The address is too long.", "too-long"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large.", "too-long"),

    /** Named as in the IETF draft RateLimit header fields, 11, section 5.3. */
    ABNORMAL_USAGE("abnormal-usage-detected", 429, "The caller is blocked for what it did.", "throttled");

    private final Entry entry;

    DoorRefusal(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
