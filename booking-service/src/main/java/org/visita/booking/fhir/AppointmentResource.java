package org.visita.booking.fhir;

import static org.visita.kit.rest.PathIds.known;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.IdType;
import org.visita.booking.booking.Act;
import org.visita.booking.booking.BookingCriteria;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.FindBookings;
import org.visita.contracts.booking.BookingStatus;
import org.visita.fhirkit.FhirCalls;
import org.visita.fhirkit.FhirParameters;
import org.visita.fhirkit.FhirResource;
import org.visita.fhirkit.FoundPage;
import org.visita.fhirkit.Scope;
import org.visita.kit.audit.Audited;
import org.visita.kit.problem.Refusal;

/** Bookings as Appointments. Each method reads, calls what {@code /v1} calls, and renders. */
@Singleton
public class AppointmentResource implements FhirResource {

    private static final Map<String, String> EXPRESSIONS = Map.ofEntries(
            Map.entry("/patientId", "Appointment.participant.where(actor.reference.startsWith('Patient/'))"),
            Map.entry("/practitionerId", "Appointment.participant.where(actor.reference.startsWith('Practitioner/'))"),
            Map.entry("/locationId", "Appointment.participant.where(actor.reference.startsWith('Location/'))"),
            Map.entry("/visitTypeId", "Appointment.serviceType"),
            Map.entry("/start", "Appointment.start"),
            Map.entry("/end", "Appointment.end"),
            Map.entry("/minutes", "Appointment.minutesDuration"),
            Map.entry("/reason", "Appointment.cancelationReason"),
            Map.entry("/modality", "Appointment.extension('" + FhirUrls.MODALITY + "')"),
            Map.entry("/patientStatus", "Appointment.extension('" + FhirUrls.PATIENT_STATUS + "')"),
            Map.entry("/holdId", "Appointment.id"),
            Map.entry("/ttl", "Parameters.parameter.where(name='ttl')"));

    private static final Set<String> HOLD = union(OperationInput.RESOURCES, Set.of("ttl"));
    private static final Set<String> BOOK = union(OperationInput.RESOURCES, OperationInput.REFERENCES);
    private static final Set<String> CANCEL = union(OperationInput.REFERENCES, Set.of("reason"));

    private final FindBookings findBookings;
    private final PostAppointment postAppointment;
    private final UpdateAppointment updateAppointment;
    private final FhirToBooking fhirToBooking;
    private final BookingToFhir bookingToFhir;
    private final FhirUrls urls;

    @Inject
    AppointmentResource(
            FindBookings findBookings,
            PostAppointment postAppointment,
            UpdateAppointment updateAppointment,
            FhirToBooking fhirToBooking,
            BookingToFhir bookingToFhir,
            FhirUrls urls) {
        this.findBookings = findBookings;
        this.postAppointment = postAppointment;
        this.updateAppointment = updateAppointment;
        this.fhirToBooking = fhirToBooking;
        this.bookingToFhir = bookingToFhir;
        this.urls = urls;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return Appointment.class;
    }

    @Override
    public List<SearchParameter> searchParameters() {
        return AppointmentSearch.PARAMETERS;
    }

    @Override
    public Map<String, String> expressions() {
        return EXPRESSIONS;
    }

    @Read(version = true)
    @Scope("bookings:read")
    @Audited(value = "booking.read", resource = "Booking")
    public Appointment read(@IdParam IdType id, RequestDetails request) {
        UUID booking = known(id.getIdPart());
        BookingView found = await(() -> findBookings.one(act(request), booking));
        FhirCalls.setPatient(request, found.patientId());
        // There is one version of it, the one that its address after a change names.
        if (id.hasVersionIdPart() && !id.getVersionIdPart().equals(Integer.toString(found.version()))) {
            throw Refusal.notFound().asException();
        }
        FhirCalls.setVersion(request, found.version());
        return bookingToFhir.appointment(found);
    }

    @Search(allowUnknownParams = true)
    @Scope("bookings:read")
    @Audited(value = "booking.list", resource = "Booking")
    public IBundleProvider search(RequestDetails request) {
        FhirCalls.setPatient(request, AppointmentSearch.patient(request.getParameters()));
        FindBookings.Found found =
                find(request, request.getParameters(), FhirParameters.offset(request), FhirParameters.count(request));
        return new FoundPage(
                found.page().stream().map(bookingToFhir::appointment).toList(), found.total(), request);
    }

    @Create
    @Scope("bookings:write")
    @Audited(value = "booking.create", resource = "Booking")
    public MethodOutcome create(
            @ResourceParam Appointment sent, @ConditionalUrlParam String criteria, RequestDetails request) {
        if (criteria != null) {
            BookingView match = match(request, criteria);
            if (match != null) {
                FhirCalls.setAction(request, "booking.read");
                return outcome(match, request).setCreated(false);
            }
        }
        return create(sent, request);
    }

    @Update
    @Scope("bookings:write")
    @Audited(value = "booking.update", resource = "Booking")
    public MethodOutcome update(
            @IdParam IdType id,
            @ResourceParam Appointment sent,
            @ConditionalUrlParam String criteria,
            RequestDetails request) {
        Conditions.refuseVersionInAddress(request);
        UUID booking;
        if (criteria == null) {
            booking = known(id.getIdPart());
        } else {
            BookingView match = match(request, criteria);
            if (match == null) {
                Conditions.requireNoVersion(request);
                FhirCalls.setAction(request, "booking.create");
                return create(sent, request);
            }
            booking = UUID.fromString(match.id());
        }
        AskedAppointment asked = read(sent, request);
        Conditions.refuseIfOnlyNew(request, () -> await(() -> findBookings.one(act(request), booking)));
        BookingView done = await(() -> updateAppointment.update(
                FhirCalls.caller(request),
                booking,
                Conditions.ifMatch(request),
                asked,
                action -> FhirCalls.setAction(request, action)));
        return outcome(done, request).setCreated(false);
    }

    /** Reserves a slot for minutes. */
    @Operation(name = "$hold", manualRequest = true)
    @Scope("bookings:write")
    @Audited(value = "hold.create", resource = "Booking")
    public Appointment hold(RequestDetails request) {
        OperationInput input = OperationInput.of(request, HOLD);
        AskedAppointment asked = read(input.appointment(), request);
        if (asked.status() != BookingStatus.HELD) {
            throw Refusal.invalid("Appointment.status", "is proposed for what is to be held")
                    .asException();
        }
        asked.requireNew();
        return rendered(request, await(() -> postAppointment.hold(Posting.of(request, "$hold"), asked, input.ttl())));
    }

    /** Books a slot that the caller holds, or a visit. */
    @Operation(name = "$book", manualRequest = true)
    @Scope("bookings:write")
    @Audited(value = "booking.create", resource = "Booking")
    public Appointment book(RequestDetails request) {
        OperationInput input = OperationInput.of(request, BOOK);
        if (input.reference() != null) {
            return bookHold(request, input.reference(), input.appointment());
        }
        AskedAppointment asked = read(input.appointment(), request);
        if (asked.bookingId() != null) {
            return bookHold(request, asked.bookingId(), input.appointment());
        }
        asked.requireNew();
        return rendered(request, await(() -> postAppointment.book(Posting.of(request, "$book"), asked)));
    }

    /** Books the slot that the caller holds. */
    @Operation(name = "$book", manualRequest = true)
    @Scope("bookings:write")
    @Audited(value = "booking.create", resource = "Booking")
    public Appointment book(@IdParam IdType id, RequestDetails request) {
        return bookHold(
                request,
                id.getIdPart(),
                OperationInput.of(request, BOOK).about(id.getIdPart()).appointment());
    }

    @Operation(name = "$cancel", manualRequest = true)
    @Scope("bookings:write")
    @Audited(value = "booking.cancel", resource = "Booking")
    public Appointment cancel(@IdParam IdType id, RequestDetails request) {
        UUID booking = known(id.getIdPart());
        OperationInput input = OperationInput.of(request, CANCEL).about(id.getIdPart());
        return rendered(
                request,
                await(() -> postAppointment.cancel(
                        Posting.of(request, id.getIdPart() + "/$cancel"),
                        booking,
                        Conditions.ifMatch(request),
                        input.reason())));
    }

    private Appointment bookHold(RequestDetails request, String hold, Appointment repeated) {
        FhirCalls.setSubject(request, hold);
        AskedAppointment asked = repeated == null ? null : read(repeated, request);
        if (asked != null) {
            asked.requireBookable(hold);
        }
        return rendered(
                request,
                await(() -> postAppointment.bookHold(
                        Posting.of(request, hold + "/$book"), hold, Conditions.ifMatch(request), asked)));
    }

    private MethodOutcome create(Appointment sent, RequestDetails request) {
        AskedAppointment asked = read(sent, request);
        asked.requireNew();
        BookingView done = await(() ->
                postAppointment.create(Posting.of(request, ""), asked, action -> FhirCalls.setAction(request, action)));
        return outcome(done, request).setCreated(true);
    }

    /** Null if nothing meets the criteria. */
    private BookingView match(RequestDetails request, String criteria) {
        FindBookings.Found found = find(request, Conditions.criteria(criteria), 0, 2);
        if (found.total() > 1) {
            throw FhirProblem.SEVERAL_MATCHES
                    .because("Say it so that at most one meets it.")
                    .asException();
        }
        return found.page().isEmpty() ? null : found.page().getFirst();
    }

    private FindBookings.Found find(RequestDetails request, Map<String, String[]> parameters, int offset, int count) {
        BookingCriteria criteria = AppointmentSearch.criteria(parameters, urls);
        return await(() -> findBookings.search(act(request), criteria, offset, count));
    }

    private MethodOutcome outcome(BookingView done, RequestDetails request) {
        name(done, request);
        Appointment appointment = bookingToFhir.appointment(done);
        return new MethodOutcome(appointment.getIdElement()).setResource(appointment);
    }

    private Appointment rendered(RequestDetails request, BookingView done) {
        name(done, request);
        // HAPI sends it for interactions only.
        request.getResponse().addHeader("ETag", "W/\"" + done.version() + "\"");
        return bookingToFhir.appointment(done);
    }

    /** For the audit trail. */
    private static void name(BookingView done, RequestDetails request) {
        FhirCalls.setSubject(request, done.id());
        FhirCalls.setPatient(request, done.patientId());
    }

    /** What is asked of a patient is about that one, however it ends. */
    private AskedAppointment read(Appointment sent, RequestDetails request) {
        AskedAppointment asked = fhirToBooking.read(sent);
        FhirCalls.setPatient(request, asked.patientId());
        return asked;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        return FhirCalls.await(work);
    }

    private static Act act(RequestDetails request) {
        return Act.fhir(FhirCalls.caller(request));
    }
}
