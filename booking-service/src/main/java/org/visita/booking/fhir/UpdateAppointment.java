package org.visita.booking.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.visita.booking.booking.Act;
import org.visita.booking.booking.AwaitReferences;
import org.visita.booking.booking.BookHold;
import org.visita.booking.booking.BookingPost;
import org.visita.booking.booking.BookingProblem;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.CancelBooking;
import org.visita.booking.booking.CancelJson;
import org.visita.booking.booking.ChangeStatus;
import org.visita.booking.booking.FindBookings;
import org.visita.booking.booking.MoveWish;
import org.visita.booking.booking.ReleaseHold;
import org.visita.booking.booking.RescheduleBooking;
import org.visita.booking.booking.RescheduleJson;
import org.visita.booking.booking.UndoNoShow;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.rest.Etags;

/** An update: finds out what it changes, and has the use case do it that does the same below {@code /v1}. */
@Singleton
class UpdateAppointment {

    /** Without an If-Match, whoever is overtaken between reading and writing looks again, so many times. */
    private static final int LOOKS_AGAIN = 3;

    private final FindBookings findBookings;
    private final BookingPost post;
    private final AwaitReferences references;
    private final RescheduleBooking rescheduleBooking;
    private final ChangeStatus changeStatus;
    private final UndoNoShow undoNoShow;
    private final CancelBooking cancelBooking;
    private final BookHold bookHold;
    private final ReleaseHold releaseHold;

    @Inject
    UpdateAppointment(
            FindBookings findBookings,
            BookingPost post,
            AwaitReferences references,
            RescheduleBooking rescheduleBooking,
            ChangeStatus changeStatus,
            UndoNoShow undoNoShow,
            CancelBooking cancelBooking,
            BookHold bookHold,
            ReleaseHold releaseHold) {
        this.findBookings = findBookings;
        this.post = post;
        this.references = references;
        this.rescheduleBooking = rescheduleBooking;
        this.changeStatus = changeStatus;
        this.undoNoShow = undoNoShow;
        this.cancelBooking = cancelBooking;
        this.bookHold = bookHold;
        this.releaseHold = releaseHold;
    }

    /**
     * @param ifMatch the version that the caller has seen, null if it does not say
     * @param audit is told what the update turns out to be
     */
    Uni<BookingView> update(Caller caller, UUID id, String ifMatch, AskedAppointment asked, Consumer<String> audit) {
        Uni<BookingView> once = findBookings
                .one(Act.fhir(caller), id)
                .invoke(now -> Etags.check(ifMatch, now.version()))
                .chain(now -> apply(caller, now, asked, audit));
        return ifMatch != null
                ? once
                : once.onFailure(UpdateAppointment::isOvertaken).retry().atMost(LOOKS_AGAIN);
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal().code() == CommonRefusal.STALE_VERSION;
    }

    private Uni<BookingView> apply(Caller caller, BookingView now, AskedAppointment asked, Consumer<String> audit) {
        return switch (AppointmentChange.between(now, asked)) {
            case AppointmentChange.None none -> {
                // It asked for a change, and all was there already.
                audit.accept("booking.read");
                yield Uni.createFrom().item(now);
            }
            case AppointmentChange.Move move -> {
                audit.accept("booking.reschedule");
                yield move(caller, now, asked, move.to());
            }
            case AppointmentChange.Status status -> {
                Step step = step(Act.fhir(caller), now, asked);
                audit.accept(step.action());
                yield write(caller, step.work());
            }
        };
    }

    private Uni<BookingView> move(Caller caller, BookingView now, AskedAppointment asked, RescheduleJson to) {
        MoveWish wish = RescheduleJson.checked(to).toWish();
        return references
                .await(caller.clinic(), wish)
                .chain(() -> write(caller, () -> rescheduleBooking
                        .reschedule(Act.fhir(caller), id(now), seen(now), wish)
                        .invoke(moved -> asked.requireDuration(moved.visit()))));
    }

    private Uni<BookingView> write(Caller caller, Supplier<Uni<Booking>> work) {
        return post.viewOfChanged(caller, null, null, null, BookingPost.READY, work);
    }

    private record Step(String action, Supplier<Uni<Booking>> work) {}

    private Step step(Act act, BookingView now, AskedAppointment asked) {
        UUID id = id(now);
        String seen = seen(now);
        return switch (asked.status()) {
            case CANCELLED -> cancel(act, now, asked);
            case CHECKED_IN -> new Step("booking.check-in", () -> changeStatus.checkIn(act, id, seen));
            case FULFILLED -> new Step("booking.fulfil", () -> changeStatus.fulfil(act, id, seen));
            case NO_SHOW -> new Step("booking.no-show", () -> changeStatus.noShow(act, id, seen));
            case ENTERED_IN_ERROR -> new Step("booking.enter-in-error", () -> changeStatus.enterInError(act, id, seen));
            case HELD -> throw notAllowedIn(now);
            // Whether it has to be confirmed is for the visit type to say.
            case PENDING -> {
                if (now.holdExpiresAt() == null) {
                    throw notAllowedIn(now);
                }
                yield bookHeld(act, now, asked);
            }
            case BOOKED ->
                switch (AppointmentCodes.statusOf(now)) {
                    case HELD -> bookHeld(act, now, asked);
                    case PENDING -> new Step("booking.confirm", () -> changeStatus.confirm(act, id, seen));
                    case CHECKED_IN -> new Step("booking.undo-check-in", () -> changeStatus.undoCheckIn(act, id, seen));
                    case NO_SHOW -> new Step("booking.undo-no-show", () -> undoNoShow.undo(act, id, seen));
                    case BOOKED, FULFILLED, CANCELLED, ENTERED_IN_ERROR -> throw notAllowedIn(now);
                };
        };
    }

    private Step bookHeld(Act act, BookingView now, AskedAppointment asked) {
        return new Step(
                "booking.create",
                () -> bookHold.book(
                        act, id(now), seen(now), asked.toBooking(now.id()).toHeldVisit()));
    }

    private Step cancel(Act act, BookingView now, AskedAppointment asked) {
        if (now.holdExpiresAt() != null) {
            // What ends a hold is kept as the patient's side, whoever ended it.
            if (asked.reason() != null && asked.reason() != CancelJson.Reason.PATIENT_REQUEST) {
                throw FhirToBooking.notKept(List.of("/reason"));
            }
            return new Step(
                    "hold.release",
                    () -> releaseHold.release(act, id(now), seen(now)).chain(() -> findBookings.booking(act, id(now))));
        }
        var why = CancelJson.checked(new CancelJson(asked.reason()));
        return new Step("booking.cancel", () -> cancelBooking.cancel(act, id(now), seen(now), why));
    }

    private static RefusedException notAllowedIn(BookingView now) {
        return BookingProblem.NOT_ALLOWED_IN_STATE
                .because("The booking is " + now.status() + ".")
                .asException();
    }

    private static UUID id(BookingView now) {
        return UUID.fromString(now.id());
    }

    /** The change was read off this version, and off no other. */
    private static String seen(BookingView now) {
        return Etags.of(now.version());
    }
}
