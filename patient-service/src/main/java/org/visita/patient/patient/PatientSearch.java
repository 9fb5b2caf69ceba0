package org.visita.patient.patient;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * Whom a caller looks for.
 *
 * @param tokens all of them have to match; none at all means everybody
 */
record PatientSearch(List<SearchToken> tokens) {

    /** Each parameter may be null. */
    static PatientSearch of(String identifier, String familyName, String birthDate, String phone, String email) {
        List<SearchToken> tokens = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        if (identifier != null) {
            int bar = identifier.indexOf('|');
            if (bar < 1 || bar == identifier.length() - 1) {
                errors.add(new FieldError("?identifier", "has the form system|value"));
            } else {
                tokens.add(SearchToken.identifier(identifier.substring(0, bar), identifier.substring(bar + 1)));
            }
        }
        if (familyName == null != (birthDate == null)) {
            errors.add(new FieldError(
                    familyName == null ? "?familyName" : "?birthDate",
                    "is needed: name and birth date are looked for together"));
        } else if (familyName != null) {
            LocalDate born = date(birthDate, errors);
            tokens.add(SearchToken.nameAndBirth(familyName, born));
        }
        if (phone != null) {
            tokens.add(SearchToken.phone(phone));
        }
        if (email != null) {
            tokens.add(SearchToken.email(email));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return new PatientSearch(List.copyOf(tokens));
    }

    private static LocalDate date(String text, List<FieldError> errors) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            errors.add(new FieldError("?birthDate", "is not a date of the form YYYY-MM-DD"));
            return null;
        }
    }
}
