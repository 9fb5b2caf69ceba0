package org.visita.local.bench.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchMixTest {

    private final LoadedClinic clinic = clinic();

    @Test
    void half_ask_for_a_practitioner_three_tenths_for_a_specialty_the_rest_for_a_location() {
        Map<Search.By, Long> shares = new SearchMix(clinic, 1)
                .searches(1000).stream().collect(Collectors.groupingBy(Search::by, Collectors.counting()));

        assertThat(shares)
                .containsOnly(
                        Map.entry(Search.By.PRACTITIONER, 500L),
                        Map.entry(Search.By.SPECIALTY, 300L),
                        Map.entry(Search.By.LOCATION, 200L));
    }

    @Test
    void asks_the_api_and_the_database_for_the_same_people() {
        Search search = new SearchMix(clinic, 1)
                .searches(10).stream()
                        .filter(each -> each.by() == Search.By.SPECIALTY)
                        .findFirst()
                        .orElseThrow();

        assertThat(search.query()).contains("specialty=" + search.value()).doesNotContain("limit");
        assertThat(search.practitioners()).hasSize(2).allSatisfy(id -> assertThat(clinic.practitioners())
                .contains(new LoadedClinic.Doctor(id, search.value(), locationOf(id))));
    }

    @Test
    void asks_for_the_whole_month_of_a_practitioner() {
        List<Search> months = new SearchMix(clinic, 1).monthOfEverybody();

        assertThat(months).extracting(Search::value).containsExactly("p0", "p1", "p2", "p3");
        assertThat(months.getFirst().query()).contains("practitioner=p0", "limit=1000");
    }

    @Test
    void the_same_seed_gives_the_same_searches() {
        assertThat(new SearchMix(clinic, 1).searches(100)).isEqualTo(new SearchMix(clinic, 1).searches(100));
    }

    private String locationOf(String id) {
        return clinic.practitioners().stream()
                .filter(doctor -> doctor.id().equals(id))
                .findFirst()
                .orElseThrow()
                .location();
    }

    private static LoadedClinic clinic() {
        List<LoadedClinic.Doctor> doctors = new ArrayList<>();
        for (int i = 0; i < 4; i++) doctors.add(new LoadedClinic.Doctor("p" + i, "s" + i / 2, "l" + i % 2));
        return new LoadedClinic(
                EngineWorld.FIRST, new TreeMap<>(Map.of(Duration.ofMinutes(30), "t30")), doctors, Map.of());
    }
}
