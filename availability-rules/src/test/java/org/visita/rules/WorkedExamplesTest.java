package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the examples of docs/scheduling-rules.md: what the page says is what the engine does. */
class WorkedExamplesTest {

    private static final Instant LONG_BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicNode> the_page_says_what_the_engine_does() throws IOException {
        return ExamplePage.examples().stream().map(example -> dynamicContainer(example.title(), cases(example)));
    }

    /** A page that lost its examples, or a reader that misses them, would pass otherwise. */
    @Test
    void finds_the_examples_that_the_page_promises() throws IOException {
        assertThat(ExamplePage.examples())
                .extracting(ExamplePage.Example::title)
                .containsExactly(
                        "the lunch break and the grid",
                        "opening hours against time off",
                        "buffers that add up",
                        "nights, with other hours on one date",
                        "spring and autumn",
                        "three a week, over New Year",
                        "one device for two rooms",
                        "a group of five",
                        "a visit of either kind",
                        "60 minutes for new patients, 30 for returning ones",
                        "a fair week",
                        "which changes affect a booking",
                        "one day, many answers");
        assertThat(ExamplePage.examples()).allSatisfy(example -> assertThat(example.cases())
                .hasSizeGreaterThan(1)
                .extracting(ExamplePage.Case::answer)
                .doesNotContain(""));
    }

    private static Stream<DynamicTest> cases(ExamplePage.Example example) {
        ExampleSettings given = new ExampleSettings(example.given());
        // "given to" books, so that each row goes on where the one before it ended.
        ExampleBook running = new ExampleBook(given);
        return example.cases().stream()
                .map(each -> dynamicTest(each.settings() + " -> " + each.answer(), () -> {
                    ExampleSettings settings = given.with(each.settings());
                    String answer =
                            switch (each.question()) {
                                case "times" -> times(settings);
                                case "answer" -> answer(settings);
                                case "given to" ->
                                    running.book(
                                            ExampleClinic.catalog(settings), request(settings, running.newPatient()));
                                default -> affected(given, settings);
                            };
                    assertThat(answer).isEqualTo(each.answer());
                }));
    }

    private static String times(ExampleSettings settings) {
        SlotQuery query = new SlotQuery(
                ExampleClinic.TYPE,
                ExampleSettings.instant(settings.dates().getFirst(), LocalTime.MIDNIGHT),
                ExampleSettings.instant(settings.dates().getLast().plusDays(1), LocalTime.MIDNIGHT),
                SlotFilter.of(settings.text("practitioner").orElse(null), null),
                asked(settings),
                patient(settings),
                LONG_BEFORE,
                SlotQuery.MAX_LIMIT);
        String times =
                Availability.slots(ExampleClinic.catalog(settings), new ExampleBook(settings).busyTimes(), query)
                        .stream()
                        .map(WorkedExamplesTest::label)
                        .collect(Collectors.joining(", "));
        return times.isEmpty() ? "none" : times;
    }

    private static String label(Slot slot) {
        ZonedDateTime start = slot.start().atZone(slot.zone());
        boolean twice =
                slot.zone().getRules().getValidOffsets(start.toLocalDateTime()).size() > 1;
        return start.toLocalTime()
                + (twice ? start.getOffset().getId() : "")
                + (slot.remaining() == null ? "" : " (" + slot.remaining() + " left)")
                + (slot.modality() == Modality.TELEHEALTH ? " (telehealth)" : "");
    }

    private static String answer(ExampleSettings settings) {
        Decision decision = Availability.decide(
                ExampleClinic.catalog(settings),
                new ExampleBook(settings).busyTimes(),
                request(settings, ExampleBook.WHO_ASKS));
        return switch (decision) {
            case Decision.Accepted accepted -> "free";
            case Decision.Refused refused ->
                refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** Booked by the old rules, held against the new ones. */
    private static String affected(ExampleSettings before, ExampleSettings after) {
        ClinicCatalog catalog = ExampleClinic.catalog(after);
        return new ExampleBook(before).visits().stream().allMatch(visit -> Availability.stillFits(catalog, visit))
                ? "no"
                : "yes";
    }

    private static VisitRequest request(ExampleSettings settings, String patientId) {
        return new VisitRequest(
                ExampleClinic.TYPE,
                ExampleSettings.instant(settings.text("start").orElseThrow()),
                settings.text("practitioner").orElse(null),
                null,
                asked(settings),
                patient(settings),
                patientId,
                settings.text("now").map(ExampleSettings::instant).orElse(LONG_BEFORE));
    }

    private static Modality asked(ExampleSettings settings) {
        return settings.text("asked")
                .map(ExampleSettings::modalities)
                .map(only -> only.iterator().next())
                .orElse(null);
    }

    private static PatientStatus patient(ExampleSettings settings) {
        return settings.text("patient").map(ExampleSettings::patient).orElse(null);
    }
}
