package org.visita.booking.booking;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.audit.AuditSubject;
import org.visita.kit.idempotency.Answer;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.rest.Etags;

/** Answers a POST with the booking as it is afterwards, and a repeated one with the first answer. */
@ApplicationScoped
public class BookingPost {

    /** Nothing has to be there first. */
    public static final Uni<Void> READY = Uni.createFrom().voidItem();

    private final IdempotentPost posts;
    private final FindBookings findBookings;
    private final ObjectMapper json;
    private final AuditSubject subject;

    @Inject
    BookingPost(IdempotentPost posts, FindBookings findBookings, ObjectMapper json, AuditSubject subject) {
        this.posts = posts;
        this.findBookings = findBookings;
        this.json = json;
        this.subject = subject;
    }

    /** As {@link #created}, for those who render the booking in another language. */
    public Uni<BookingView> viewOfCreated(
            Caller caller, String key, String path, Object body, Uni<Void> ready, Supplier<Uni<Booking>> work) {
        return created(caller, key, path, body, ready, work).map(this::viewIn);
    }

    /** As {@link #changed}, for those who render the booking in another language. */
    public Uni<BookingView> viewOfChanged(
            Caller caller, String key, String path, Object body, Uni<Void> ready, Supplier<Uni<Booking>> work) {
        return changed(caller, key, path, body, ready, work).map(this::viewIn);
    }

    /** A first answer that is given again comes as it was written then. */
    private BookingView viewIn(Response answer) {
        try {
            return answer.getEntity() instanceof byte[] written
                    ? json.readValue(written, BookingView.class)
                    : (BookingView) answer.getEntity();
        } catch (IOException impossible) {
            throw new IllegalStateException("a kept answer of ours cannot be read", impossible);
        }
    }

    /**
     * A booking that is there already.
     *
     * @param path of what is asked for; part of the request's hash
     * @param ready whether the work may begin. If it fails, its refusal is the answer, unless the request was answered
     *     before: what it names may be gone since then
     */
    Uni<Response> changed(
            Caller caller, String key, String path, Object body, Uni<Void> ready, Supplier<Uni<Booking>> work) {
        return once(caller, key, path, body, ready, work, view -> render(Response.ok(), view));
    }

    /**
     * A new booking.
     *
     * @param path under which it will be found by its id
     * @param ready as for {@link #changed}
     */
    Uni<Response> created(
            Caller caller, String key, String path, Object body, Uni<Void> ready, Supplier<Uni<Booking>> work) {
        return once(caller, key, path, body, ready, work, view -> created(path, view));
    }

    /**
     * A new booking, the short way if it can be gone, else the ordinary one.
     *
     * @param shortWay says nothing if it has done nothing
     * @param ordinary is asked then
     */
    Uni<Response> created(
            Caller caller,
            String key,
            String path,
            Object body,
            Function<Function<Booking, BookAtOnce.Answered>, Uni<Optional<Answer>>> shortWay,
            Supplier<Uni<Response>> ordinary) {
        return shortWay.apply(booking -> answered(caller, key, path, body, booking))
                .chain(answer -> answer.map(first -> Uni.createFrom().item(first.toResponse()))
                        .orElseGet(ordinary));
    }

    private BookAtOnce.Answered answered(Caller caller, String key, String path, Object body, Booking booking) {
        // No EHR has heard of it yet.
        Answer answer = posts.answer(created(path, BookingView.of(booking, List.of())));
        return new BookAtOnce.Answered(
                answer, key == null ? null : posts.firstAnswer(caller, key, "POST " + path, body, answer));
    }

    private static Response created(String path, BookingView view) {
        return render(Response.created(URI.create(path + "/" + view.id())), view);
    }

    private Uni<Response> once(
            Caller caller,
            String key,
            String path,
            Object body,
            Uni<Void> ready,
            Supplier<Uni<Booking>> work,
            Function<BookingView, Response> render) {
        return ready.onItemOrFailure()
                .transformToUni((nothing, refused) -> posts.once(
                        caller,
                        key,
                        "POST " + path,
                        body,
                        () -> refused == null
                                ? work.get().chain(done -> findBookings.view(caller.clinic(), done))
                                : Uni.createFrom().failure(refused),
                        render))
                .invoke(answer -> subject.about(viewIn(answer).patientId()));
    }

    static Response render(Response.ResponseBuilder response, BookingView view) {
        return response.header("ETag", Etags.of(view.version())).entity(view).build();
    }
}
