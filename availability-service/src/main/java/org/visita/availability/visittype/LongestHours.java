package org.visita.availability.visittype;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.visita.rules.CatalogPart;
import org.visita.rules.DateOverride;
import org.visita.rules.LocalWindow;
import org.visita.rules.Location;
import org.visita.rules.Modality;
import org.visita.rules.Schedule;
import org.visita.rules.VisitType;
import org.visita.rules.WeeklyWindow;

/**
 * The longest stretch of hours, by the wall clock, in which somebody gives a visit. Two weeks are laid out minute by
 * minute, so that what adjoins over midnight and over the end of the week runs together, as it does for the engine.
 */
final class LongestHours {

    private static final int DAYS = 14;
    private static final int DAY = 24 * 60;
    private static final LocalDate SOME_MONDAY = LocalDate.EPOCH.with(DayOfWeek.MONDAY);

    private record Post(String practitionerId, String locationId) {}

    private record Hours(List<Schedule> weekly, Map<LocalDate, List<DateOverride>> dated) {}

    private final Map<String, Location> locations = new HashMap<>();
    private final Map<Post, Hours> posts = new HashMap<>();

    LongestHours(Collection<CatalogPart> parts) {
        for (CatalogPart part : parts) {
            switch (part) {
                case Location location -> locations.put(location.id(), location);
                case Schedule schedule ->
                    hours(schedule.practitionerId(), schedule.locationId())
                            .weekly()
                            .add(schedule);
                case DateOverride override ->
                    hours(override.practitionerId(), override.locationId())
                            .dated()
                            .computeIfAbsent(override.date(), date -> new ArrayList<>())
                            .add(override);
                default -> {
                    // Says nothing about hours.
                }
            }
        }
    }

    private Hours hours(String practitionerId, String locationId) {
        return posts.computeIfAbsent(
                new Post(practitionerId, locationId), post -> new Hours(new ArrayList<>(), new HashMap<>()));
    }

    /** In minutes; 0 if nobody who offers the visit has hours; not more than the two weeks that are looked at. */
    int of(VisitType type) {
        int longest = 0;
        for (Map.Entry<Post, Hours> post : posts.entrySet()) {
            Location location = locations.get(post.getKey().locationId());
            if (location != null && type.offeredBy(post.getKey().practitionerId(), location.id())) {
                for (Modality modality : type.modalities()) {
                    longest = Math.max(longest, longest(post.getValue(), location, modality));
                }
            }
        }
        return longest;
    }

    private static int longest(Hours hours, Location location, Modality modality) {
        // Schedules of different times of the year run together here: rather take a visit that never fits than refuse
        // one that does.
        int longest = longest(SOME_MONDAY, location, date -> weekly(hours, modality, date, false));
        for (LocalDate date : hours.dated().keySet()) {
            int around = longest(
                    date.minusDays(DAYS / 2),
                    location,
                    each -> hours.dated().containsKey(each)
                            ? dated(hours.dated().get(each), modality)
                            : weekly(hours, modality, each, true));
            longest = Math.max(longest, around);
        }
        return longest;
    }

    private static List<LocalWindow> weekly(Hours hours, Modality modality, LocalDate date, boolean valid) {
        return hours.weekly().stream()
                .filter(schedule -> schedule.modalities().contains(modality) && (!valid || schedule.isValidOn(date)))
                .flatMap(schedule -> schedule.windows().stream())
                .filter(window -> window.day() == date.getDayOfWeek())
                .map(LongestHours::local)
                .toList();
    }

    private static List<LocalWindow> dated(List<DateOverride> overrides, Modality modality) {
        return overrides.stream()
                .filter(override -> override.modalities().contains(modality))
                .flatMap(override -> override.windows().stream())
                .toList();
    }

    private static LocalWindow local(WeeklyWindow window) {
        return new LocalWindow(window.start(), window.end());
    }

    private static int longest(LocalDate first, Location location, Function<LocalDate, List<LocalWindow>> windows) {
        BitSet minutes = minutes(first, windows);
        if (!location.openingHours().isEmpty()) {
            minutes.and(minutes(first, date -> location.openingHours().stream()
                    .filter(window -> window.day() == date.getDayOfWeek())
                    .map(LongestHours::local)
                    .toList()));
        }
        int longest = 0;
        for (int from = minutes.nextSetBit(0); from >= 0; ) {
            int to = minutes.nextClearBit(from);
            longest = Math.max(longest, to - from);
            from = minutes.nextSetBit(to);
        }
        return longest;
    }

    private static BitSet minutes(LocalDate first, Function<LocalDate, List<LocalWindow>> windows) {
        BitSet minutes = new BitSet((DAYS + 1) * DAY);
        // From the day before: its windows may run into the first.
        for (int day = -1; day < DAYS; day++) {
            for (LocalWindow window : windows.apply(first.plusDays(day))) {
                int from = day * DAY + minute(window.start());
                int to = day * DAY + minute(window.end()) + (window.end().isAfter(window.start()) ? 0 : DAY);
                minutes.set(Math.max(0, from), Math.max(0, to));
            }
        }
        return minutes;
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
