package org.visita.availability.catalog;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.contracts.catalog.OverrideEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.rules.DateOverride;
import org.visita.rules.WeeklyWindow;

/** What can be wrong with hours of the day. Windows of one list may adjoin, and must not overlap. */
public final class WindowFindings {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final Set<String> DAYS =
            Stream.of(DayOfWeek.values()).map(DayOfWeek::name).collect(Collectors.toUnmodifiableSet());
    private static final Pattern WALL_CLOCK = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    /** In minutes of the week, or of the date; the end may lie beyond it. */
    private record Span(int at, int from, int to) {

        boolean overlaps(Span other, int shift) {
            return from < other.to + shift && other.from + shift < to;
        }
    }

    private WindowFindings() {}

    /** Hours that recur: the end of Sunday runs into Monday. */
    public static void weekly(Findings findings, String pointer, List<ScheduleEntry.Window> windows) {
        if (windows.size() > WeeklyWindow.MAX_WINDOWS) {
            findings.add(pointer, "has at most " + WeeklyWindow.MAX_WINDOWS + " items");
            return;
        }
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at < windows.size(); at++) {
            ScheduleEntry.Window window = windows.get(at);
            String place = pointer + "/" + at;
            if (window == null) {
                findings.add(place, "is needed");
                continue;
            }
            boolean day = isDay(findings, place + "/day", window.day());
            if (checkTimes(findings, place, window.start(), window.end()) && day) {
                int offset = DayOfWeek.valueOf(window.day()).ordinal() * DAY;
                spans.add(span(at, offset, window.start(), window.end()));
            }
        }
        checkOverlaps(findings, pointer, spans, WEEK);
    }

    /** Hours that start on one date. */
    public static void dated(Findings findings, String pointer, List<OverrideEntry.Window> windows) {
        if (windows.size() > DateOverride.MAX_WINDOWS) {
            findings.add(pointer, "has at most " + DateOverride.MAX_WINDOWS + " items");
            return;
        }
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at < windows.size(); at++) {
            OverrideEntry.Window window = windows.get(at);
            String place = pointer + "/" + at;
            if (window == null) {
                findings.add(place, "is needed");
            } else if (checkTimes(findings, place, window.start(), window.end())) {
                spans.add(span(at, 0, window.start(), window.end()));
            }
        }
        checkOverlaps(findings, pointer, spans, 0);
    }

    private static boolean isDay(Findings findings, String pointer, String day) {
        boolean known = day != null && DAYS.contains(day);
        if (!known) {
            findings.add(pointer, "is a weekday such as MONDAY");
        }
        return known;
    }

    private static boolean checkTimes(Findings findings, String pointer, String start, String end) {
        boolean starts = start != null && WALL_CLOCK.matcher(start).matches();
        boolean ends =
                end != null && (end.equals("24:00") || WALL_CLOCK.matcher(end).matches());
        if (!starts) {
            findings.add(pointer + "/start", "is a time such as 08:00");
        }
        if (!ends) {
            findings.add(pointer + "/end", "is a time such as 17:00 or 24:00");
        }
        return starts && ends;
    }

    private static Span span(int at, int offset, String start, String end) {
        int from = minutes(start);
        int to = minutes(end);
        return new Span(at, offset + from, offset + (to > from ? to : to + DAY));
    }

    private static int minutes(String time) {
        return 60 * Integer.parseInt(time.substring(0, 2)) + Integer.parseInt(time.substring(3));
    }

    private static void checkOverlaps(Findings findings, String pointer, List<Span> spans, int cycle) {
        for (int later = 1; later < spans.size(); later++) {
            Span span = spans.get(later);
            spans.subList(0, later).stream()
                    .filter(other ->
                            span.overlaps(other, 0) || span.overlaps(other, cycle) || span.overlaps(other, -cycle))
                    .findFirst()
                    .ifPresent(other -> findings.add(pointer + "/" + span.at, "overlaps " + pointer + "/" + other.at));
        }
    }
}
