package org.visita.booking;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.catalog.ScheduleEntry;

/**
 * A clinic that uses every rule: two places in zones with odd offsets between them, opening hours past midnight, an
 * overnight schedule, an override, time off, a holiday, equipment, and visit types of every kind.
 *
 * @param day the first of the two dates on which it is all there
 * @param gap a start whose date has an override that names local times that its clocks skip
 */
record RichClinic(List<String> practitioners, Types types, List<String> patients, LocalDate day, LocalDateTime gap) {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** @param far bookable on the day of the gap */
    record Types(String consultation, String video, String scan, String group, String few, String newOnly, String far) {

        List<String> all() {
            return List.of(consultation, video, scan, group, few, newOnly, far);
        }
    }

    static RichClinic announce(int patients) {
        ClinicNews news = new ClinicNews();
        LocalDate day = LocalDate.now(ZONE).plusDays(8);
        String city = news.location(
                ZONE.getId(), ClinicNews.everyDay("07:30", "03:00").toArray(ScheduleEntry.Window[]::new));
        String island = news.location("America/St_Johns");
        news.room(city);
        news.room(city);
        news.room(island);
        news.equipment(city, "ultrasound");
        List<String> people = List.of(news.practitioner(), news.practitioner(), news.practitioner());
        news.daily(people.get(0), city, OfferedModality.EITHER, "07:00", "12:00");
        news.daily(people.get(0), city, OfferedModality.IN_PERSON, "12:00", "13:30");
        news.daily(people.get(1), city, OfferedModality.EITHER, "22:00", "02:00");
        news.daily(people.get(2), island, OfferedModality.TELEHEALTH, "09:00", "12:00");
        news.override(people.get(0), city, day.plusDays(1), OfferedModality.EITHER, "10:10", "14:00");
        news.override(people.get(2), city, day, OfferedModality.IN_PERSON, "08:00", "11:00");
        news.override(people.get(1), city, day.plusDays(3), OfferedModality.EITHER, "07:30", "09:00");
        news.timeOff(
                people.get(1),
                day.atTime(23, 0).atZone(ZONE).toInstant(),
                day.atTime(23, 45).atZone(ZONE).toInstant());
        news.holiday(island, day.plusDays(1));
        LocalDateTime gap = gapAfter(day);
        news.override(people.get(0), city, gap.toLocalDate(), OfferedModality.EITHER, gap.toLocalTime() + "", "04:00");
        Types types = new Types(
                news.visitType(VisitTypes.of(30, 35)
                        .bufferAfter(5)
                        .room(true)
                        .by(people)
                        .forNewPatients(45, 45)
                        .entry()),
                news.visitType(VisitTypes.of(20, 20)
                        .by(people)
                        .modality(OfferedModality.EITHER)
                        .room(true)
                        .entry()),
                news.visitType(VisitTypes.of(25, 30)
                        .by(people)
                        .equipment("ultrasound")
                        .room(true)
                        .entry()),
                news.visitType(
                        VisitTypes.of(60, 60).by(people).seats(3).room(true).entry()),
                news.visitType(VisitTypes.of(15, 15).by(people).limits(2, 3).entry()),
                news.visitType(VisitTypes.of(40, 50)
                        .by(people)
                        .onlyFor(PatientStatus.NEW)
                        .bookable(Duration.ofDays(2), Duration.ofDays(30))
                        .entry()),
                news.visitType(VisitTypes.of(30, 30)
                        .by(people)
                        .bookable(Duration.ZERO, Duration.ofDays(400))
                        .entry()));
        List<String> ids = news.patients(patients);
        news.awaitArrival();
        return new RichClinic(people, types, ids, day, gap);
    }

    /** Half past the hour that the next change to summer time skips. */
    private static LocalDateTime gapAfter(LocalDate day) {
        ZoneOffsetTransition next =
                ZONE.getRules().nextTransition(day.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
        while (!next.isGap()) {
            next = ZONE.getRules().nextTransition(next.getInstant());
        }
        return next.getDateTimeBefore().plusMinutes(30);
    }
}
