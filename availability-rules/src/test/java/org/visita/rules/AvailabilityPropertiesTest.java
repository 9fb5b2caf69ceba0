package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What holds for every clinic, near every odd day. A failure prints its seed and a shrunken world. */
class AvailabilityPropertiesTest {

    @Provide
    Arbitrary<World> worlds() {
        return Worlds.any();
    }

    @Property(tries = 1200, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void lists_exactly_what_the_oracle_lists(@ForAll("worlds") World world) {
        List<Slot> slots = world.slots();

        assertThat(slots).isEqualTo(new Oracle(world).slots());
        Statistics.collect(slots.isEmpty() ? "none" : "some");
        Statistics.coverage(cases -> cases.check("some").percentage(share -> share > 50));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void accepts_every_listed_start_and_refuses_every_other_minute_with_the_reason(@ForAll("worlds") World world) {
        Oracle oracle = new Oracle(world);
        ClinicCatalog catalog = world.catalog();
        BusyTimes busy = world.busyTimes();
        Set<Slot> listed = new HashSet<>(world.slots());
        int from = oracle.minute(world.query().from());
        int to = oracle.minute(world.query().to());
        // Six hours at most are asked minute by minute: it meets every rule, and keeps the build short.
        for (int minute = from; minute < Math.min(to, from + 360); minute++) {
            Instant start = oracle.instant(minute);
            for (Practitioner practitioner : world.practitioners()) {
                for (Location location : world.locations()) {
                    if (world.asksFor(practitioner.id(), location.id())) {
                        VisitRequest request = new VisitRequest(
                                world.type().id(),
                                start,
                                practitioner.id(),
                                location.id(),
                                Worlds.PATIENT,
                                world.query().now());
                        Optional<RefusalReason> expected = oracle.refusal(practitioner.id(), location, minute)
                                .or(patientConflict(oracle, minute));

                        Decision decision = Availability.decide(catalog, busy, request);

                        assertThat(refusal(decision)).isEqualTo(expected);
                        if (decision instanceof Decision.Accepted accepted) {
                            assertThat(listed).contains(accepted.slot());
                        }
                    }
                }
            }
        }
    }

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void accepts_every_listed_slot_of_a_patient_without_other_visits(@ForAll("worlds") World world) {
        ClinicCatalog catalog = world.catalog();
        BusyTimes busy = world.busyTimes();
        for (Slot slot : world.slots()) {
            VisitRequest request = new VisitRequest(
                    slot.visitTypeId(),
                    slot.start(),
                    slot.practitionerId(),
                    slot.locationId(),
                    "another patient",
                    world.query().now());

            assertThat(Availability.decide(catalog, busy, request))
                    .isEqualTo(new Decision.Accepted(
                            slot,
                            slot.start().minus(world.type().bufferBefore()),
                            slot.end().plus(world.type().bufferAfter())));
        }
    }

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void a_narrower_query_gives_that_part_of_the_wider_answer(
            @ForAll("worlds") World world,
            @ForAll @IntRange(max = 40) int daysBefore,
            @ForAll @IntRange(max = 20) int daysAfter) {
        SlotQuery narrow = world.query();
        SlotQuery wide = world.query(
                narrow.from().minus(Duration.ofDays(daysBefore)), narrow.to().plus(Duration.ofDays(daysAfter)));

        assertThat(world.slots(narrow))
                .isEqualTo(world.slots(wide).stream()
                        .filter(slot -> !slot.start().isBefore(narrow.from())
                                && slot.start().isBefore(narrow.to()))
                        .toList());
    }

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void nothing_listed_overlaps_taken_time_with_its_buffers(@ForAll("worlds") World world) {
        for (Slot slot : world.slots()) {
            Instant from = slot.start().minus(world.type().bufferBefore());
            Instant to = slot.end().plus(world.type().bufferAfter());
            for (Busy busy : world.busy()) {
                boolean concerns = busy.resourceId().equals(slot.practitionerId())
                        || busy.resourceId().equals(slot.roomId());
                boolean overlaps = busy.start().isBefore(to) && from.isBefore(busy.end());
                assertThat(concerns && overlaps).as("%s over %s", slot, busy).isFalse();
            }
        }
    }

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void a_limit_cuts_the_list_and_changes_nothing_else(
            @ForAll("worlds") World world, @ForAll @IntRange(min = 1, max = 50) int limit) {
        List<Slot> all = world.slots();

        assertThat(world.slots(world.limited(limit))).isEqualTo(all.subList(0, Math.min(limit, all.size())));
    }

    @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
    void answers_depend_on_no_busy_time_outside_their_scope(@ForAll("worlds") World world) {
        ClinicCatalog catalog = world.catalog();
        BusyScope scope = Availability.busyScope(catalog, world.query());
        List<Slot> slots = world.slots();

        assertThat(Availability.slots(catalog, world.busyTimes(scope), world.query()))
                .isEqualTo(slots);
        for (Slot slot : slots.subList(0, Math.min(20, slots.size()))) {
            VisitRequest anyone = new VisitRequest(
                    slot.visitTypeId(),
                    slot.start(),
                    null,
                    null,
                    Worlds.PATIENT,
                    world.query().now());
            BusyTimes loaded = world.busyTimes(Availability.busyScope(catalog, anyone));

            assertThat(Availability.decide(catalog, loaded, anyone))
                    .isEqualTo(Availability.decide(catalog, world.busyTimes(), anyone));
        }
    }

    private static Supplier<Optional<RefusalReason>> patientConflict(Oracle oracle, int minute) {
        return () -> oracle.patientIsElsewhere(minute) ? Optional.of(RefusalReason.PATIENT_CONFLICT) : Optional.empty();
    }

    private static Optional<RefusalReason> refusal(Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> Optional.empty();
            case Decision.Refused refused -> Optional.of(refused.reason());
        };
    }
}
