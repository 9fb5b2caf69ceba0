package org.visita.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.local.check.Samples.NINE;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.local.check.Overlaps.Claim;

class OverlapsTest {

    @Test
    void finds_nothing_where_one_begins_as_the_other_ends() {
        assertThat(overlaps(List.of(claim("b1", 0, 30), claim("b2", 30, 60)))).isEmpty();
    }

    @Test
    void finds_what_lies_inside_another_also_after_a_shorter_one() {
        assertThat(overlaps(List.of(claim("b1", 0, 90), claim("b2", 10, 20), claim("b3", 60, 70))))
                .extracting(Finding::id, Finding::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b1", "and b2 both hold r1 at once"),
                        org.assertj.core.groups.Tuple.tuple("b1", "and b3 both hold r1 at once"));
    }

    @Test
    void lets_the_bookings_of_a_session_share_it() {
        assertThat(overlaps(List.of(claim("s1", 0, 30), claim("s1", 0, 30)))).isEmpty();
    }

    @Test
    void keeps_things_and_clinics_apart() {
        Claim there = new Claim("c2", "r1", "b2", NINE, NINE.plusSeconds(60));
        Claim other = new Claim("c1", "r2", "b3", NINE, NINE.plusSeconds(60));

        assertThat(overlaps(List.of(claim("b1", 0, 30), other, there))).isEmpty();
    }

    @Test
    void finds_something_of_everyone_whom_a_comparison_of_all_pairs_finds() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Claim> claims = IntStream.range(0, 12)
                    .mapToObj(i -> {
                        int from = random.nextInt(100);
                        return claim("b" + i, from, from + 1 + random.nextInt(15));
                    })
                    .sorted(Comparator.comparing(Claim::from))
                    .toList();
            Set<String> late = claims.stream()
                    .filter(claim -> claims.subList(0, claims.indexOf(claim)).stream()
                            .anyMatch(before -> claim.from().isBefore(before.to())))
                    .map(Claim::holder)
                    .collect(Collectors.toSet());

            Set<Finding> found = overlaps(claims);

            assertThat(found).hasSameSizeAs(late);
            assertThat(late).allSatisfy(holder -> assertThat(found)
                    .anySatisfy(finding -> assertThat((finding.id() + " " + finding.detail()).split(" "))
                            .contains(holder)));
        }
    }

    private static Claim claim(String holder, int fromMinute, int toMinute) {
        return new Claim(
                "c1", "r1", holder, NINE.plus(Duration.ofMinutes(fromMinute)), NINE.plus(Duration.ofMinutes(toMinute)));
    }

    private static Set<Finding> overlaps(List<Claim> claims) {
        Overlaps overlaps = new Overlaps();
        claims.forEach(overlaps::add);
        return overlaps.found();
    }
}
