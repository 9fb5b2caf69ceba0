package org.visita.rules;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a worked example sets, by name, and how the page writes it. */
record ExampleSettings(Map<String, String> values) {

    /** @param end exclusive; null for an override without windows */
    record Hours(LocalDate date, LocalTime start, LocalTime end) {}

    record DayHours(WeeklyWindow window, Set<Modality> modalities) {}

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Set<String> NAMES = Set.of("""
            practitioners windows openingHours override timeOff holiday rooms equipment duration slotInterval bufferBefore
            bufferAfter variants.new patients notice horizon limits.perDay limits.perWeek seats requiresRoom equipmentTypes
            modality now booked date practitioner asked patient start""".split("\\s+"));
    private static final Pattern WEEKLY =
            Pattern.compile("(\\w+day)(?: to (\\w+day))? (\\d\\d:\\d\\d) to (\\d\\d:\\d\\d)( in-person| telehealth)?");
    private static final Pattern DATED = Pattern.compile("(\\S+) (?:(\\d\\d:\\d\\d) to (\\d\\d:\\d\\d)|not working)");

    ExampleSettings {
        values = Map.copyOf(values);
        if (!NAMES.containsAll(values.keySet())) {
            throw new AssertionError("unknown names among " + values.keySet());
        }
    }

    ExampleSettings with(Map<String, String> others) {
        Map<String, String> both = new HashMap<>(values);
        both.putAll(others);
        return new ExampleSettings(both);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    List<String> list(String name) {
        return text(name).map(text -> List.of(text.split(", "))).orElse(List.of());
    }

    Integer number(String name) {
        return text(name).map(Integer::valueOf).orElse(null);
    }

    Duration minutes(String name, Duration otherwise) {
        return text(name)
                .map(text -> Duration.ofMinutes(Long.parseLong(text.replaceFirst(" min$", ""))))
                .orElse(otherwise);
    }

    /** The first and the last date. */
    List<LocalDate> dates() {
        String[] dates = text("date").orElseThrow().split(" to ");
        return List.of(date(dates[0]), date(dates[dates.length - 1]));
    }

    List<DayHours> weekly(String name) {
        List<DayHours> hours = new ArrayList<>();
        for (String text : list(name)) {
            Matcher found = matched(WEEKLY, text);
            DayOfWeek first = weekday(found.group(1));
            DayOfWeek last = found.group(2) == null ? first : weekday(found.group(2));
            Set<Modality> modalities = found.group(5) == null
                    ? Set.of(Modality.values())
                    : modalities(found.group(5).strip());
            for (int day = first.getValue(); day <= last.getValue(); day++) {
                WeeklyWindow window = new WeeklyWindow(DayOfWeek.of(day), time(found.group(3)), time(found.group(4)));
                hours.add(new DayHours(window, modalities));
            }
        }
        return hours;
    }

    Optional<Hours> dated(String name) {
        return text(name).map(text -> {
            Matcher found = matched(DATED, text.replaceFirst("^\\w+day ", ""));
            return found.group(2) == null
                    ? new Hours(date(found.group(1)), null, null)
                    : new Hours(date(found.group(1)), time(found.group(2)), time(found.group(3)));
        });
    }

    /** With or without its weekday, which must then be the right one. */
    static LocalDate date(String text) {
        String[] words = text.split(" ");
        LocalDate date = LocalDate.parse(words[words.length - 1]);
        if (words.length > 1 && weekday(words[0]) != date.getDayOfWeek()) {
            throw new AssertionError(text + " is a " + date.getDayOfWeek());
        }
        return date;
    }

    static Instant instant(String text) {
        int time = text.lastIndexOf(' ');
        return instant(date(text.substring(0, time)), LocalTime.parse(text.substring(time + 1)));
    }

    static Instant instant(LocalDate date, LocalTime time) {
        return LocalDateTime.of(date, time).atZone(BERLIN).toInstant();
    }

    static Set<Modality> modalities(String code) {
        return code.equals("either")
                ? Set.of(Modality.values())
                : Set.of(Modality.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    static PatientStatus patient(String code) {
        return PatientStatus.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static DayOfWeek weekday(String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.matches()) {
            throw new AssertionError(text + " is not as " + pattern);
        }
        return found;
    }
}
