package org.visita.patient.patient;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One thing that a patient can be found by, in the one spelling that all its spellings come to. It becomes a keyed hash
 * before it is stored.
 *
 * @param kind keeps the hashes of different fields apart; stands in the table
 * @param value normalised; personal
 */
record SearchToken(String kind, String value) {

    /** The name of the unique index says this kind. */
    static final String IDENTIFIER = "identifier";

    private static final String NAME_AND_BIRTH = "name-and-birth";
    private static final String PHONE = "phone";
    private static final String EMAIL = "email";

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

    static List<SearchToken> of(PatientDetails details) {
        List<SearchToken> tokens = new ArrayList<>();
        tokens.add(nameAndBirth(details.familyName(), details.birthDate()));
        if (details.phone() != null) {
            tokens.add(phone(details.phone()));
        }
        if (details.email() != null) {
            tokens.add(email(details.email()));
        }
        details.identifiers().forEach(each -> tokens.add(identifier(each.system(), each.value())));
        return tokens;
    }

    /** No {@code |} can stand in a URI, so no two pairs come to one text. */
    static SearchToken identifier(String system, String value) {
        return new SearchToken(IDENTIFIER, system + "|" + value);
    }

    /** One token for both, so that the table does not even tell who share a name. */
    static SearchToken nameAndBirth(String familyName, LocalDate birthDate) {
        return new SearchToken(NAME_AND_BIRTH, folded(familyName) + "|" + birthDate);
    }

    /** The digits of the international form: {@code 0027 82-555 0100} is {@code +27825550100}. */
    static SearchToken phone(String phone) {
        String digits = NO_DIGIT.matcher(phone).replaceAll("");
        return new SearchToken(PHONE, digits.startsWith("00") ? digits.substring(2) : digits);
    }

    static SearchToken email(String email) {
        return new SearchToken(EMAIL, email.strip().toLowerCase(Locale.ROOT));
    }

    /** Without accents, case and punctuation: {@code O’Brien-Müller} and {@code OBRIEN MULLER} are one. */
    private static String folded(String name) {
        String plain = ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("");
        // By way of upper case, which is as near as Java comes to Unicode's case folding: Groß is GROSS is gross.
        String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return NO_LETTER_OR_DIGIT.matcher(folded).replaceAll("");
    }

    @Override
    public String toString() {
        return "SearchToken " + kind;
    }
}
