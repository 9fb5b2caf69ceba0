package org.visita.local.bench.slots;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What is asked: half for a whole month of one practitioner, three in ten for a week of a specialty, two in ten for two
 * weeks of a location, the last two up to the API's own limit. Any of the visit types, from any of the first 30 days.
 * The same seed gives the same searches.
 */
final class SearchMix {

    private static final int START_DAYS = 30;

    private final LoadedClinic clinic;
    private final Random random;
    private final List<Duration> lengths;

    SearchMix(LoadedClinic clinic, long seed) {
        this.clinic = clinic;
        this.random = new Random(seed);
        this.lengths = List.copyOf(clinic.visitTypes().keySet());
    }

    /** @param count the shares are exact for a multiple of ten */
    List<Search> searches(int count) {
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            searches.add(
                    switch (i % 10) {
                        case 0, 1, 2, 3, 4 -> monthOf(anybody().id());
                        case 5, 6, 7 -> ofSpecialty();
                        default -> ofLocation();
                    });
        }
        Collections.shuffle(searches, random);
        return searches;
    }

    /** A month of each practitioner, in the order of the clinic. */
    List<Search> monthOfEverybody() {
        return clinic.practitioners().stream()
                .map(LoadedClinic.Doctor::id)
                .map(this::monthOf)
                .toList();
    }

    private Search monthOf(String id) {
        return search(Search.By.PRACTITIONER, id, doctor -> doctor.id().equals(id), 31, Search.WHOLE_MONTH);
    }

    private Search ofSpecialty() {
        String code = anybody().specialty();
        return search(Search.By.SPECIALTY, code, doctor -> doctor.specialty().equals(code), 7, Search.DEFAULT_LIMIT);
    }

    private Search ofLocation() {
        String id = anybody().location();
        return search(Search.By.LOCATION, id, doctor -> doctor.location().equals(id), 14, Search.DEFAULT_LIMIT);
    }

    private LoadedClinic.Doctor anybody() {
        return clinic.practitioners().get(random.nextInt(clinic.practitioners().size()));
    }

    private Search search(Search.By by, String value, Predicate<LoadedClinic.Doctor> chosen, int days, int limit) {
        Duration length = lengths.get(random.nextInt(lengths.size()));
        return new Search(
                by,
                value,
                clinic.practitioners().stream()
                        .filter(chosen)
                        .map(LoadedClinic.Doctor::id)
                        .sorted()
                        .toList(),
                length,
                clinic.visitTypes().get(length),
                clinic.first().plusDays(random.nextInt(START_DAYS)),
                days,
                limit);
    }
}
