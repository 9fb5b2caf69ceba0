package org.visita.fhirkit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.visita.kit.problem.CommonRefusal;

/**
 * JSON and XML, and nothing else. HAPI knows Turtle, too, and finds out that it cannot write it when the work is done;
 * so this looks before.
 */
final class FhirMedia {

    private static final Pattern SPOKEN =
            Pattern.compile("((application|text)/|application/fhir\\+)?(json|xml)|application/(json|xml)\\+fhir");
    private static final List<String> ANY = List.of("*/*", "application/*");
    private static final String FORM = "application/x-www-form-urlencoded";

    private FhirMedia() {}

    /** @throws org.visita.kit.problem.RefusedException for a body that would not be read, or an answer not understood */
    static void check(HttpServletRequest request) {
        if (request.getHeader("Content-Encoding") != null || !isReadable(request)) {
            throw CommonRefusal.UNSUPPORTED_MEDIA_TYPE
                    .because("Send application/fhir+json or application/fhir+xml, a search as a form; nothing packed.")
                    .asException();
        }
        List<String> accepted = Collections.list(request.getHeaders("Accept"));
        if (!accepted.isEmpty() && accepted(accepted).isEmpty()) {
            throw notAcceptable();
        }
    }

    static RuntimeException notAcceptable() {
        return CommonRefusal.NOT_ACCEPTABLE
                .because("Accept application/fhir+json or application/fhir+xml.")
                .asException();
    }

    /** Those of the accepted types that can be written; each with its weight. */
    static List<String> accepted(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .filter(type -> isSpoken(type) || ANY.contains(plain(type)))
                .toList();
    }

    /** A plus sign that was not escaped in an address arrives as a blank. */
    static boolean isSpoken(String type) {
        return SPOKEN.matcher(plain(type).replace(' ', '+')).matches();
    }

    private static boolean isReadable(HttpServletRequest request) {
        String type = request.getContentType();
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        if (request.getMethod().equals("POST") && request.getRequestURI().endsWith("/_search")) {
            // Anything but a form would be passed over, and such a search finds all there is.
            return type == null ? empty : plain(type).equals(FORM);
        }
        return type == null || empty || isSpoken(type);
    }

    private static String plain(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
