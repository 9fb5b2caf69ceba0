package org.visita.ehrsync.fhir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the HTTP header {@code Location}: {@code [base]/Appointment/4711/_history/1}. */
final class LocationHeader {

    private static final Pattern ID = Pattern.compile("(?:^|/)([A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]*)?$");

    private LocationHeader() {}

    /** @param location may be null */
    static Optional<String> idIn(String location, String type) {
        Matcher matcher = location == null ? null : ID.matcher(location);
        return matcher != null && matcher.find() && matcher.group(1).equals(type)
                ? Optional.of(matcher.group(2))
                : Optional.empty();
    }
}
