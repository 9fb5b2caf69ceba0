package org.visita.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.visita.local.clinic.Arrival;
import org.visita.local.clinic.DemoBooking;
import org.visita.local.clinic.Ehr;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.RunFile;

/** Books a visit through the gateway and shows both sides: ours and the EHR's. */
final class Demo {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Terminal terminal;
    private final LocalStack stack;
    private final SampleClinic clinic;
    private final Clock clock;

    Demo(Terminal terminal, LocalStack stack, SampleClinic clinic, Clock clock) {
        this.terminal = terminal;
        this.stack = stack;
        this.clinic = clinic;
        this.clock = clock;
    }

    RunFile book() {
        Gateway gateway = new Gateway(stack.gateway(), clinic.apiKey());
        Ehr ehr = new Ehr(stack.ehr());
        JsonNode booking = new DemoBooking(gateway, clinic, clock).bookFirstFree();
        Arrival arrival = Arrival.await(ehr, booking, BOUND, PAUSE);
        String address = ehr.address(arrival.appointment()).toString();
        show(arrival, address);
        RunFile run = RunFile.of(stack, clinic.apiKey(), booking.path("id").asText(), address);
        run.write(stack.home());
        return run;
    }

    private void show(Arrival arrival, String address) {
        JsonNode booking = arrival.booking();
        JsonNode appointment = arrival.appointment();
        terminal.line("");
        terminal.line("  @|bold %-10s %-40s %s|@", "", "Visita: booking", "EHR: Appointment");
        row("id", text(booking, "id"), Ehr.bookingId(appointment));
        row("status", text(booking, "status"), text(appointment, "status"));
        row("version", text(booking, "version"), Long.toString(Ehr.bookingVersion(appointment)));
        row("start", text(booking, "start"), in(text(booking, "zone"), text(appointment, "start")));
        row("end", text(booking, "end"), in(text(booking, "zone"), text(appointment, "end")));
        List<String> actors = new ArrayList<>();
        appointment
                .path("participant")
                .forEach(participant ->
                        actors.add(participant.path("actor").path("reference").asText()));
        row("patient", text(booking, "patientId"), find(actors, "Patient/"));
        row("with", text(booking, "practitionerId"), find(actors, "Practitioner/"));
        row("at", text(booking, "locationId"), find(actors, "Location/"));
        terminal.line("  In the EHR after %.2f s: %s", Terminal.seconds(arrival.took()), address);
    }

    private void row(String name, String ours, String theirs) {
        terminal.line("  %-10s %-40s %s", name, ours, theirs);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    /** The EHR writes instants in its own offset; side by side both stand in the clinic's. */
    private static String in(String zone, String instant) {
        if (zone.isEmpty() || instant.isEmpty()) return instant;
        OffsetDateTime local =
                OffsetDateTime.parse(instant).atZoneSameInstant(ZoneId.of(zone)).toOffsetDateTime();
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
    }

    private static String find(List<String> actors, String type) {
        return actors.stream()
                .filter(actor -> actor.startsWith(type))
                .findFirst()
                .orElse("-");
    }
}
