package org.visita.rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates visit types. */
final class WorldVisits {

    private static final Set<Modality> BOTH = Set.of(Modality.IN_PERSON, Modality.TELEHEALTH);

    private record Takes(boolean room, Set<String> equipment, Set<Modality> modalities, int seats) {}

    private record For(Set<PatientStatus> patients, VisitTiming variant, Set<String> practitioners) {}

    private record When(int notice, int horizon, Integer perDay, Integer perWeek) {}

    private WorldVisits() {}

    static Arbitrary<VisitType> any() {
        return Combinators.combine(timings(), takes(), patients(), times()).as((timing, takes, whom, when) -> {
            Visits visits = Visits.halfHours()
                    .timed(timing)
                    .inRoom(takes.room)
                    .with(takes.equipment.toArray(String[]::new))
                    .as(takes.modalities.toArray(Modality[]::new))
                    .seats(takes.seats)
                    .onlyFor(whom.patients.toArray(PatientStatus[]::new))
                    .offered(whom.practitioners, Set.of())
                    .notice(Duration.ofMinutes(when.notice))
                    .horizon(Duration.ofMinutes(when.horizon))
                    .limited(when.perDay, when.perWeek);
            return (whom.variant == null ? visits : visits.variant(PatientStatus.NEW, whom.variant)).type();
        });
    }

    static Arbitrary<Set<Modality>> modalities() {
        return Arbitraries.of(List.of(
                Set.of(Modality.IN_PERSON), Set.of(Modality.IN_PERSON), BOTH, BOTH, BOTH, Set.of(Modality.TELEHEALTH)));
    }

    private static Arbitrary<VisitTiming> timings() {
        Arbitrary<Integer> buffer = Arbitraries.of(0, 0, 0, 0, 5, 5, 10, 10, 25, 25, 300);
        return Combinators.combine(
                        Arbitraries.of(10, 10, 15, 15, 30, 30, 45, 60, 150, 700),
                        Arbitraries.of(5, 15, 20, 30, 45, 50, 75, 1440),
                        buffer,
                        buffer)
                .as(Visits::minutes);
    }

    private static Arbitrary<Takes> takes() {
        return Combinators.combine(
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(List.of(
                                Set.<String>of(), Set.<String>of(), Set.of("laser"), Set.of("laser", "ultrasound"))),
                        modalities(),
                        Arbitraries.of(1, 2, 3))
                .as(Takes::new);
    }

    private static Arbitrary<For> patients() {
        return Combinators.combine(
                        Arbitraries.of(List.of(
                                Set.<PatientStatus>of(),
                                Set.<PatientStatus>of(),
                                Set.<PatientStatus>of(),
                                Set.<PatientStatus>of(),
                                Set.<PatientStatus>of(),
                                Set.of(PatientStatus.NEW),
                                Set.of(PatientStatus.RETURNING),
                                Set.of(PatientStatus.values()))),
                        timings().injectNull(0.6),
                        Arbitraries.of(List.of(Set.<String>of(), Set.<String>of(), Set.<String>of(), Set.of("ada"))))
                .as(For::new);
    }

    private static Arbitrary<When> times() {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 0, 60, 1500),
                        Arbitraries.of(2500, 100_000, 100_000, 100_000),
                        Arbitraries.of(1, 2, 3).injectNull(0.5),
                        Arbitraries.of(1, 3, 6).injectNull(0.6))
                .as(When::new);
    }
}
