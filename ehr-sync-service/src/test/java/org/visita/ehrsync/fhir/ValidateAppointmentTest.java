package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.Failure;

class ValidateAppointmentTest {

    private record Bounds(int threads, int queue, Duration patience, int shapes) implements EhrSyncConfig.Validation {}

    /** HAPI's validator, which notes what it is asked for. */
    private static final class Counting extends ShapeValidator {
        final Map<String, Integer> asked = new ConcurrentHashMap<>();

        @Override
        List<Flaw> flaws(String appointment) {
            asked.merge(appointment, 1, Integer::sum);
            return super.flaws(appointment);
        }
    }

    private static final Counting VALIDATOR = new Counting();
    private static final ValidateAppointment VALIDATE =
            new ValidateAppointment(VALIDATOR, new FhirJson(), new Bounds(2, 1000, Duration.ofSeconds(60), 2000));

    @BeforeAll
    static void warmUp() {
        WarmUpAppointments.all().forEach(ValidateAppointmentTest::validate);
    }

    @AfterAll
    static void stop() {
        VALIDATE.stop(null);
    }

    static Stream<Appointment> ours() {
        return WarmUpAppointments.all().stream().flatMap(whole -> {
            Appointment noCode = whole.copy().setServiceType(null);
            Appointment nobodyKnown = whole.copy();
            nobodyKnown.getParticipant().subList(1, 3).forEach(participant -> participant
                    .getActor()
                    .setReference(null));
            Appointment ownCode = whole.copy();
            ownCode.getServiceTypeFirstRep()
                    .getCodingFirstRep()
                    .setSystem("urn:visits")
                    .setCode("check-up");
            Appointment alone = whole.copy();
            alone.getParticipant().subList(1, 3).clear();
            return Stream.of(whole, noCode, nobodyKnown, ownCode, alone);
        });
    }

    @ParameterizedTest
    @MethodSource("ours")
    void what_bookings_give_is_valid(Appointment appointment) {
        assertThat(validate(appointment)).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("Appointment", "Validation_VAL_Profile_Minimum", a -> a.setStatus(null)),
                broken("Appointment", "app-2", a -> a.setEndElement(null)),
                broken("Appointment", "app-3", a -> a.setStartElement(null).setEndElement(null)),
                broken("Appointment", "app-4", a -> a.setStatus(AppointmentStatus.NOSHOW)
                        .setCancelationReason(coded(FhirUrls.CANCELLATION_REASONS, "pat"))),
                broken("Appointment.cancelationReason", "Terminology_PassThrough_TX_Message", a -> a.setStatus(
                                AppointmentStatus.CANCELLED)
                        .setCancelationReason(coded(FhirUrls.CANCELLATION_REASONS, "because"))),
                broken("Appointment.appointmentType", "Terminology_PassThrough_TX_Message", a -> a.getAppointmentType()
                        .getCodingFirstRep()
                        .setCode("SOMETIMES")),
                broken(
                        "Appointment.serviceType[0].coding[0].code",
                        "Type_Specific_Checks_DT_Code_WS",
                        a -> a.getServiceTypeFirstRep()
                                .getCodingFirstRep()
                                .setSystem("urn:visits")
                                .setCode(" check  up")),
                broken(
                        "Appointment.extension[1]",
                        "Extension_EXT_Unknown_NotHere",
                        a -> a.addExtension("https://visita.example/fhir/StructureDefinition/x", new StringType("y"))),
                broken("Appointment.extension[0]", "Extension_EXT_Type", a -> a.getExtension()
                        .getFirst()
                        .setValue(new StringType("1"))),
                broken(
                        "Appointment.identifier[0]",
                        "Type_Specific_Checks_DT_Identifier_System",
                        a -> a.getIdentifierFirstRep().setSystem("sid/booking-id")),
                broken("Appointment", "Validation_VAL_Profile_Minimum", a -> a.getParticipant()
                        .clear()),
                broken("Appointment.end", "end-after-start", a -> a.setEndElement(a.getStartElement())),
                broken(
                        "Appointment.end",
                        "end-after-start",
                        a -> a.setEndElement(new InstantType("2026-12-01T08:00:00Z"))),
                broken("Appointment.minutesDuration", "duration-is-difference", a -> a.setMinutesDuration(31)),
                broken("Appointment.start", "year", a -> a.setStartElement(new InstantType("0026-12-01T08:00:00Z"))),
                broken(
                        "Appointment.participant[1].actor.reference",
                        "reference-form",
                        a -> a.getParticipant().get(1).getActor().setReference("Practitioner/a b")),
                broken(
                        "Appointment.participant[1].actor.reference",
                        "reference-type",
                        a -> a.getParticipant().get(1).getActor().setReference("Observation/1")),
                broken("Appointment.participant[2].actor.identifier.value", "identifier-form", a -> a.getParticipant()
                        .get(2)
                        .getActor()
                        .getIdentifier()
                        .setValue(" 7")),
                broken("Appointment.id", "id-form", a -> a.setId("not_an_id")));
    }

    @ParameterizedTest(name = "{1} at {0}")
    @MethodSource("broken")
    void refuses(String path, String rule, Consumer<Appointment> flaw) {
        Appointment appointment = WarmUpAppointments.all().get(2).copy();
        flaw.accept(appointment);

        Failure failure = refusalOf(appointment);

        assertThat(failure.code()).isEqualTo("not-valid");
        assertThat(failure.cause()).startsWith(path).endsWith("(" + rule + ')');
        assertThat(failure.message()).contains(path + " (" + rule + ')');
        assertThat(failure.outcome()).contains("OperationOutcome", rule, path);
    }

    @Test
    void an_identifier_may_be_an_address() {
        Appointment appointment = WarmUpAppointments.all().get(2).copy();
        appointment
                .getParticipant()
                .get(1)
                .getActor()
                .getIdentifier()
                .setSystem("urn:ietf:rfc:3986")
                .setValue("urn:oid:1.2.3");
        assertThat(validate(appointment)).isEmpty();

        appointment.getParticipant().get(1).getActor().getIdentifier().setValue("4711");
        assertThat(validate(appointment)).extracting(Flaw::rule).containsExactly("identifier-form");
    }

    @Test
    void one_shape_is_validated_once_also_when_many_ask_at_once() {
        VALIDATOR.asked.clear();

        List<CompletableFuture<List<Flaw>>> answers = IntStream.range(0, 200)
                .parallel()
                .mapToObj(n -> VALIDATE.flaws(numbered(n)))
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get(60, TimeUnit.SECONDS))
                .isEmpty());
        // The frame is warm; the code is new.
        assertThat(VALIDATOR.asked).hasSize(1).allSatisfy((json, times) -> {
            assertThat(times).isEqualTo(1);
            assertThat(json).contains("once-only");
        });
    }

    @Test
    void a_shape_tells_nothing_of_a_booking() {
        Appointment appointment = numbered(4711);
        appointment.setId("a4711");

        assertThat(AppointmentShape.of(appointment, new FhirJson()))
                .extracting(shape -> shape.example(new FhirJson()))
                .allSatisfy(json -> assertThat(json).doesNotContain("4711", "2027"));
    }

    private static Appointment numbered(int n) {
        Appointment appointment = WarmUpAppointments.all().get(2).copy();
        appointment.getIdentifierFirstRep().setValue("booking-" + n);
        appointment
                .setStartElement(new InstantType("2027-01-01T09:00:00Z"))
                .setEndElement(new InstantType("2027-01-01T09:45:00Z"))
                .setMinutesDuration(45);
        appointment.getParticipant().forEach(participant -> participant
                .getActor()
                .setReference(participant.getActor().getType() + '/' + n)
                .getIdentifier()
                .setValue("n" + n));
        appointment
                .getServiceTypeFirstRep()
                .getCodingFirstRep()
                .setSystem("urn:visits")
                .setCode("once-only");
        return appointment;
    }

    private static Failure refusalOf(Appointment appointment) {
        DeliveryFailedException[] refused = new DeliveryFailedException[1];
        assertThatThrownBy(() -> VALIDATE.check(appointment).await().atMost(Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(DeliveryFailedException.class, failed -> refused[0] = failed);
        assertThat(refused[0].outcome()).isInstanceOf(Refused.class);
        return ((Refused) refused[0].outcome()).failure();
    }

    private static List<Flaw> validate(Appointment appointment) {
        return VALIDATE.flaws(appointment).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static Arguments broken(String path, String rule, Consumer<Appointment> flaw) {
        return Arguments.of(path, rule, flaw);
    }

    private static CodeableConcept coded(String system, String code) {
        return new CodeableConcept().addCoding(new Coding().setSystem(system).setCode(code));
    }
}
