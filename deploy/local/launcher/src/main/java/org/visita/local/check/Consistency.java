package org.visita.local.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visita.local.clinic.Ehr;
import org.visita.local.stack.Await;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/**
 * Compares the booking service's own tables with each other, with every event that was ever sent, and with what the EHR
 * answers, behind the back of everything between them.
 */
public final class Consistency {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final Tally tally;
    private final EventTopic topic;

    /** Says nothing of how far it has come. */
    public Consistency(LocalStack stack) {
        this(stack, new Tally(progress -> {}, System::nanoTime));
    }

    public Consistency(LocalStack stack, Tally tally) {
        this.stack = stack;
        this.tally = tally;
        topic = new EventTopic(stack.kafka());
    }

    /**
     * Looks once; if that finds something, looks again and again, and keeps what each look finds: the rest was only on
     * its way.
     *
     * @param within how long things on their way may take, after the first look
     */
    public Findings settle(Duration within) {
        Findings[] stayed = {look()};
        Await.present(within, PAUSE, () -> {
            if (!stayed[0].isClean() && !within.isZero()) stayed[0] = stayed[0].stillThereIn(look());
            return Optional.of(stayed[0]).filter(Findings::isClean);
        });
        return stayed[0];
    }

    /** @throws RuntimeException if one of the servers does not answer */
    public Findings look() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Booked> bookings;
        List<Told> outbox;
        // First the tables and what waits there, then the topic: what has left the outbox by then stands on it.
        try (Connection connection = stack.database(Service.BOOKING)) {
            Rows rows = new Rows(connection, tally);
            BookingTables tables = new BookingTables(rows);
            bookings = tables.bookings();
            outbox = tables.outbox(findings);
            findings.addAll(new OccupancyTables(rows).findings());
        } catch (SQLException e) {
            throw new StackProblem("The booking database cannot be read: " + e.getMessage(), "See ./visita status", e);
        }
        topic.readOn(tally);
        findings.addAll(topic.unreadable());
        findings.addAll(EventComparison.compare(bookings, topic.trails(), outbox));
        AppointmentComparison appointments = new AppointmentComparison(bookings, links());
        new Ehr(stack.ehr()).eachAppointment(appointment -> {
            tally.read("Appointments");
            appointments.add(appointment);
        });
        findings.addAll(appointments.findings());
        return new Findings(bookings.size(), topic.events(), appointments.seen(), findings);
    }

    private EhrLinks links() {
        try (Connection connection = stack.database(Service.EHR_SYNC)) {
            return EhrLinks.read(
                    connection, stack.ehr().toString(), stack.secrets().clinic());
        } catch (SQLException e) {
            throw new StackProblem("The ehr-sync database cannot be read: " + e.getMessage(), "See ./visita status", e);
        }
    }
}
