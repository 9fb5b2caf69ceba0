package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.ehrsync.destination.ConnectionRef;

/** Brings an EHR that comes late, or anew, to where it would be. Joins the running transaction. */
@ApplicationScoped
public class CatchUp {

    private final WantDeliveries deliveries;
    private final LeaveFlow leaveFlow;
    private final StartOver startOver;
    private final RemoveDeliveries removeDeliveries;

    @Inject
    CatchUp(WantDeliveries deliveries, LeaveFlow leaveFlow, StartOver startOver, RemoveDeliveries removeDeliveries) {
        this.deliveries = deliveries;
        this.leaveFlow = leaveFlow;
        this.startOver = startOver;
        this.removeDeliveries = removeDeliveries;
    }

    /** Of the clinic's bookings, those that take place and have not ended; what is over or called off is no news. */
    public Uni<Void> wantAllThatHaveNotEnded(String clinic, UUID connection) {
        return stopIntake().chain(() -> deliveries.ofConnection(new ConnectionRef(clinic, connection)));
    }

    /** Other bookings flow now: what waits and flows no longer is taken back, what flows from now on is wanted. */
    public Uni<Void> afterChangeOfFlow(String clinic, UUID connection) {
        ConnectionRef ref = new ConnectionRef(clinic, connection);
        return stopIntake().chain(() -> leaveFlow.of(ref)).chain(() -> deliveries.ofConnection(ref));
    }

    /** @return false, and nothing removed, if a worker is still at it */
    public Uni<Boolean> removeAll(String clinic, UUID connection) {
        return stopIntake().chain(() -> removeDeliveries.of(new ConnectionRef(clinic, connection)));
    }

    /**
     * Waits for those who are storing bookings right now and could not see the connection as it is now; those who come
     * after it will. Without the lock a booking could fall in between.
     */
    private static Uni<Void> stopIntake() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("lock table wanted_booking in share mode")
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * The connection leads to another EHR, which holds none of what the one before did. What flows is written there, or
     * found; what does not flow is none of its business.
     */
    public Uni<Void> startOver(String clinic, UUID connection) {
        // First: who stores bookings has that table before it wants the rows of deliveries, which are locked from here
        // on.
        return stopIntake().chain(() -> startOver.of(new ConnectionRef(clinic, connection)));
    }
}
