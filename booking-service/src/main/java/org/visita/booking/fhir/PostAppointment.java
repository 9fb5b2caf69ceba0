package org.visita.booking.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.visita.booking.booking.Act;
import org.visita.booking.booking.AwaitReferences;
import org.visita.booking.booking.BookHold;
import org.visita.booking.booking.BookingJson;
import org.visita.booking.booking.BookingPost;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.CancelBooking;
import org.visita.booking.booking.CancelJson;
import org.visita.booking.booking.CreateBooking;
import org.visita.booking.booking.HoldJson;
import org.visita.booking.booking.HoldSlot;
import org.visita.booking.booking.VisitWish;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.problem.Refusal;

/** What is posted: a visit to book or to hold, a hold to book, a cancellation. The use cases are those of {@code /v1}. */
@Singleton
class PostAppointment {

    private final BookingPost post;
    private final AwaitReferences references;
    private final CreateBooking createBooking;
    private final HoldSlot holdSlot;
    private final BookHold bookHold;
    private final CancelBooking cancelBooking;

    @Inject
    PostAppointment(
            BookingPost post,
            AwaitReferences references,
            CreateBooking createBooking,
            HoldSlot holdSlot,
            BookHold bookHold,
            CancelBooking cancelBooking) {
        this.post = post;
        this.references = references;
        this.createBooking = createBooking;
        this.holdSlot = holdSlot;
        this.bookHold = bookHold;
        this.cancelBooking = cancelBooking;
    }

    /** @param audit is told if it turns out to be a hold */
    Uni<BookingView> create(Posting posting, AskedAppointment asked, Consumer<String> audit) {
        if (asked.status() == BookingStatus.HELD) {
            audit.accept("hold.create");
            return hold(posting, asked, null);
        }
        return book(posting, asked);
    }

    /** Whether it is pending or booked then is for the visit type to say, not for the sender. */
    Uni<BookingView> book(Posting posting, AskedAppointment asked) {
        if (asked.status() != BookingStatus.BOOKED && asked.status() != BookingStatus.PENDING) {
            throw FhirToBooking.notKept(List.of("Appointment.status"));
        }
        VisitWish wish = asked.toBooking(null).toWish();
        return post.viewOfCreated(
                posting.caller(),
                posting.key(),
                posting.path(),
                asked,
                references.await(posting.caller().clinic(), wish),
                () -> createBooking
                        .create(Act.fhir(posting.caller()), wish)
                        .invoke(booking -> asked.requireDuration(booking.visit())));
    }

    /** @param ttl null: as long as usual */
    Uni<BookingView> hold(Posting posting, AskedAppointment asked, Duration ttl) {
        HoldJson json = asked.toHold(ttl);
        VisitWish wish = json.toWish();
        return post.viewOfCreated(
                posting.caller(),
                posting.key(),
                posting.path(),
                List.of(asked, json),
                references.await(posting.caller().clinic(), wish),
                () -> holdSlot.hold(Act.fhir(posting.caller()), wish, json.ttl())
                        .invoke(booking -> asked.requireDuration(booking.visit())));
    }

    /** @param repeated what the caller says again of the visit; null if it says nothing */
    Uni<BookingView> bookHold(Posting posting, String hold, String ifMatch, AskedAppointment repeated) {
        BookingJson json = repeated == null
                ? BookingJson.checked(new BookingJson(null, null, null, null, null, null, null, hold))
                : repeated.toBooking(hold);
        return post.viewOfChanged(
                posting.caller(), posting.key(), posting.path(), json, BookingPost.READY, () -> bookHold.book(
                                Act.fhir(posting.caller()), json.hold(), ifMatch, json.toHeldVisit())
                        .invoke(booking -> {
                            if (repeated != null) {
                                repeated.requireDuration(booking.visit());
                            }
                        }));
    }

    /** @param reason null: refused as below {@code /v1} */
    Uni<BookingView> cancel(Posting posting, UUID id, String ifMatch, CancelJson.Reason reason) {
        if (reason == null) {
            throw Refusal.invalid("Parameters.parameter.where(name='reason')", "is needed")
                    .asException();
        }
        CancelJson json = new CancelJson(reason);
        var why = CancelJson.checked(json);
        return post.viewOfChanged(
                posting.caller(),
                posting.key(),
                posting.path(),
                json,
                BookingPost.READY,
                () -> cancelBooking.cancel(Act.fhir(posting.caller()), id, ifMatch, why));
    }
}
