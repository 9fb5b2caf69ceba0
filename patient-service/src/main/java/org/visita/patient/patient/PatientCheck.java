package org.visita.patient.patient;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.patient.patient.PatientJson.Request;

/** Reads a request into details, or refuses with everything that is wrong with it; never quotes a value. */
final class PatientCheck {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SYSTEM = 255;
    private static final int LONGEST_VALUE = 255;
    private static final int MOST_IDENTIFIERS = 20;

    /** RFC 5321, section 4.5.3.1: 64 octets before the @, and 254 in all (its errata). */
    private static final int LONGEST_EMAIL = 254;

    /** E.164: at most 15 digits; the shortest numbers in use have about 5. */
    private static final int LONGEST_PHONE = 40;

    /** Nobody who lives was born before; a year like 198 or 0019 is a typing error. */
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1850, 1, 1);

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./-]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final List<FieldError> errors = new ArrayList<>();
    private final LocalDate latestBirth;

    private PatientCheck(LocalDate latestBirth) {
        this.latestBirth = latestBirth;
    }

    /** @throws org.visita.kit.problem.RefusedException with a pointer to each error */
    static PatientDetails check(Request request, Clock clock) {
        if (request == null) {
            throw Refusal.invalid("", "a body is needed").asException();
        }
        // A child born today may be born tomorrow by our clock: UTC+14 is where a day begins first.
        PatientCheck check = new PatientCheck(LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14)));
        PatientDetails details = new PatientDetails(
                check.text("/givenName", request.givenName(), LONGEST_NAME),
                check.text("/familyName", request.familyName(), LONGEST_NAME),
                check.birthDate(request.birthDate()),
                check.needed("/gender", request.gender()),
                check.phone(request.phone()),
                check.email(request.email()),
                check.language(request.language()),
                check.identifiers(request.identifiers()));
        if (!check.errors.isEmpty()) {
            throw Refusal.invalid(check.errors).asException();
        }
        return details;
    }

    private <T> T needed(String pointer, T value) {
        if (value == null) {
            refuse(pointer, "is needed");
        }
        return value;
    }

    private String text(String pointer, String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            refuse(pointer, "is needed");
        } else if (text.length() > longest) {
            refuse(pointer, "has at most " + longest + " characters");
        } else if (CONTROL.matcher(text).find()) {
            refuse(pointer, "has a control character");
        }
        return text;
    }

    private LocalDate birthDate(String value) {
        if (value == null) {
            refuse("/birthDate", "is needed");
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(value);
            if (date.isAfter(latestBirth)) {
                refuse("/birthDate", "is in the future");
            } else if (date.isBefore(EARLIEST_BIRTH)) {
                refuse("/birthDate", "is before " + EARLIEST_BIRTH.getYear());
            }
            return date;
        } catch (DateTimeException notADate) {
            refuse("/birthDate", "is not a date of the form YYYY-MM-DD");
            return null;
        }
    }

    private String phone(String value) {
        String phone = optional(value);
        if (phone == null) {
            return null;
        }
        long digits = phone.chars().filter(Character::isDigit).count();
        if (phone.length() > LONGEST_PHONE
                || digits < 5
                || digits > 17
                || !PHONE.matcher(phone).matches()) {
            refuse("/phone", "is not a phone number");
        }
        return phone;
    }

    private String email(String value) {
        String email = optional(value);
        if (email != null
                && (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())) {
            refuse("/email", "is not an e-mail address");
        }
        return email;
    }

    private String language(String value) {
        String language = optional(value);
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            refuse("/language", "is not a language tag");
        }
        return language;
    }

    private List<PatientIdentifier> identifiers(List<PatientIdentifier> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST_IDENTIFIERS) {
            refuse("/identifiers", "has at most " + MOST_IDENTIFIERS + " entries");
            return List.of();
        }
        List<PatientIdentifier> identifiers = new ArrayList<>();
        Set<PatientIdentifier> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            PatientIdentifier identifier = identifier("/identifiers/" + i, values.get(i));
            if (!seen.add(identifier)) {
                refuse("/identifiers/" + i, "stands in the list twice");
            }
            identifiers.add(identifier);
        }
        return identifiers;
    }

    private PatientIdentifier identifier(String pointer, PatientIdentifier value) {
        if (value == null) {
            refuse(pointer, "is needed");
            return new PatientIdentifier("", "");
        }
        String system = text(pointer + "/system", value.system(), LONGEST_SYSTEM);
        if (!system.isEmpty() && !isAbsoluteUri(system)) {
            refuse(pointer + "/system", "is not an absolute URI");
        }
        return new PatientIdentifier(system, text(pointer + "/value", value.value(), LONGEST_VALUE));
    }

    private static boolean isAbsoluteUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException notAUri) {
            return false;
        }
    }

    private static String optional(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void refuse(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }
}
