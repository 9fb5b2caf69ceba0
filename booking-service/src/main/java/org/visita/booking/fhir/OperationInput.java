package org.visita.booking.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.CancelJson;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * What an operation was sent: a Parameters resource, or the Appointment alone. The names are our own, those of IHE ITI
 * Scheduling and those of Argonaut Scheduling.
 */
record OperationInput(Map<String, ParametersParameterComponent> parameters, Appointment alone) {

    static final Set<String> RESOURCES = Set.of("appointment", "appt-resource", "appointment-resource");
    static final Set<String> REFERENCES = Set.of("appt-id", "appointment-reference");

    /** Of UCUM, in seconds. */
    private static final Map<String, Integer> UNITS = Map.of("s", 1, "min", 60, "h", 3600);

    /** @param known names of the parameters that the operation takes */
    static OperationInput of(RequestDetails request, Set<String> known) {
        return switch (body(request).orElse(null)) {
            case null -> new OperationInput(Map.of(), null);
            case Appointment appointment when known.containsAll(RESOURCES) -> new OperationInput(Map.of(), appointment);
            case Parameters sent -> {
                refuseUnknown(sent, known);
                yield new OperationInput(
                        sent.getParameter().stream()
                                .collect(java.util.stream.Collectors.toMap(
                                        ParametersParameterComponent::getName, parameter -> parameter)),
                        null);
            }
            default ->
                throw Refusal.invalid("", "is a Parameters, or an Appointment where one is taken")
                        .asException();
        };
    }

    private static Optional<IBaseResource> body(RequestDetails request) {
        byte[] body = request.loadRequestContents();
        if (body == null || new String(body, StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        EncodingEnum encoding = RestfulServerUtils.determineRequestEncodingNoDefault(request);
        if (encoding == null) {
            throw CommonRefusal.UNSUPPORTED_MEDIA_TYPE
                    .because("Send application/fhir+json or application/fhir+xml.")
                    .asException();
        }
        return Optional.of(
                encoding.newParser(request.getFhirContext()).parseResource(new String(body, StandardCharsets.UTF_8)));
    }

    private static void refuseUnknown(Parameters sent, Set<String> known) {
        Set<String> seen = new java.util.HashSet<>();
        List<FieldError> errors = sent.getParameter().stream()
                .map(parameter -> String.valueOf(parameter.getName()))
                .filter(name -> !known.contains(name) || !seen.add(name))
                .map(name -> new FieldError(
                        place(name.length() > 40 ? name.substring(0, 40) : name), "is not known here, or came before"))
                .toList();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }

    /** Null if none was sent. */
    Appointment appointment() {
        return alone != null
                ? alone
                : named(RESOURCES)
                        .map(parameter -> {
                            if (parameter.getResource() instanceof Appointment appointment) {
                                return appointment;
                            }
                            throw wrong(parameter.getName(), "is an Appointment");
                        })
                        .orElse(null);
    }

    /** Id of an Appointment that is there already; null if none was named. */
    String reference() {
        return named(REFERENCES)
                .map(parameter -> {
                    String text = parameter.getValue() instanceof Reference reference
                            ? reference.getReference()
                            : parameter.getValue() instanceof UriType uri ? uri.getValue() : null;
                    if (text == null) {
                        throw wrong(parameter.getName(), "is a reference to an Appointment");
                    }
                    return text.startsWith("Appointment/") ? text.substring("Appointment/".length()) : text;
                })
                .orElse(null);
    }

    /** What names one Appointment in the address and another one in the body is done to neither. */
    OperationInput about(String id) {
        String named = reference();
        if (named != null && !named.equals(id)) {
            throw Refusal.invalid("", "names another Appointment than the address")
                    .asException();
        }
        return this;
    }

    /** Minutes as a number, a FHIR Duration, or a text of ISO 8601; null if it was left out. */
    Duration ttl() {
        ParametersParameterComponent sent = parameters.get("ttl");
        if (sent == null) {
            return null;
        }
        try {
            return switch (sent.getValue()) {
                case IntegerType minutes when minutes.hasValue() -> Duration.ofMinutes(minutes.getValue());
                case StringType text when text.hasValue() -> Duration.parse(text.getValue());
                case Quantity quantity
                when quantity.getValue() != null && UNITS.containsKey(String.valueOf(quantity.getCode())) ->
                    Duration.ofMillis(quantity.getValue()
                            .multiply(BigDecimal.valueOf(1000L * UNITS.get(quantity.getCode())))
                            .longValueExact());
                case null, default -> throw wrong("ttl", "is a number of minutes, or a Duration in s, min or h");
            };
        } catch (DateTimeException | ArithmeticException notOne) {
            throw wrong("ttl", "is a number of minutes, or a Duration in s, min or h");
        }
    }

    /** Null if none was sent. */
    CancelJson.Reason reason() {
        ParametersParameterComponent sent = parameters.get("reason");
        if (sent == null) {
            return null;
        }
        Stream<String> codes =
                switch (sent.getValue()) {
                    case CodeableConcept concept -> concept.getCoding().stream().map(Coding::getCode);
                    case Coding coding -> Stream.of(coding.getCode());
                    case CodeType code -> Stream.of(code.getValue());
                    case StringType code -> Stream.of(code.getValue());
                    case null, default -> Stream.empty();
                };
        return codes.filter(code -> code != null)
                .flatMap(code -> AppointmentCodes.toReason(code).or(() -> own(code)).stream())
                .findFirst()
                .orElseThrow(() -> wrong("reason", "is pat, prov, maint or oth-oerr"));
    }

    private static Optional<CancelJson.Reason> own(String code) {
        return Stream.of(CancelJson.Reason.values())
                .filter(reason -> BookingView.code(reason).equals(code))
                .findFirst();
    }

    private Optional<ParametersParameterComponent> named(Set<String> names) {
        List<ParametersParameterComponent> sent = parameters.values().stream()
                .filter(parameter -> names.contains(parameter.getName()))
                .toList();
        if (sent.size() > 1) {
            throw wrong(sent.getLast().getName(), "says the same as another one");
        }
        return sent.stream().findFirst();
    }

    private static RuntimeException wrong(String name, String detail) {
        return Refusal.invalid(place(name), detail).asException();
    }

    private static String place(String name) {
        return "Parameters.parameter.where(name='" + name.replaceAll("[^A-Za-z0-9-]", "") + "')";
    }
}
