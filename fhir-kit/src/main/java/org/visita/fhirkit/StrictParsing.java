package org.visita.fhirkit;

import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** What cannot be read is refused where it stands, not skipped: a skipped element would be lost without a word. */
final class StrictParsing extends LenientErrorHandler {

    private static final int LONGEST_NAME = 40;

    StrictParsing() {
        super(false);
    }

    @Override
    public void unknownElement(IParseLocation location, String element) {
        throw refused(location, element, "is not an element of this resource");
    }

    @Override
    public void unknownAttribute(IParseLocation location, String attribute) {
        throw refused(location, attribute, "is not an attribute of this element");
    }

    @Override
    public void unexpectedRepeatingElement(IParseLocation location, String element) {
        throw refused(location, element, "may come only once");
    }

    @Override
    public void incorrectJsonType(
            IParseLocation location,
            String element,
            ValueType expected,
            ScalarType expectedScalar,
            ValueType found,
            ScalarType foundScalar) {
        throw refused(location, element, "has the wrong JSON type");
    }

    @Override
    public void invalidValue(IParseLocation location, String value, String error) {
        throw refused(location, null, "has a value that is not of its type");
    }

    @Override
    public void missingRequiredElement(IParseLocation location, String element) {
        throw refused(location, element, "is needed");
    }

    @Override
    public void extensionContainsValueAndNestedExtensions(IParseLocation location) {
        throw refused(location, null, "has a value or extensions, not both");
    }

    private static RefusedException refused(IParseLocation location, String element, String detail) {
        String parent =
                location == null || location.getParentElementName() == null ? "" : location.getParentElementName();
        String name =
                element == null ? "" : element.length() > LONGEST_NAME ? element.substring(0, LONGEST_NAME) : element;
        String place = parent.isEmpty() || name.isEmpty() ? parent + name : parent + "." + name;
        return Refusal.invalid(place, detail).asException();
    }
}
