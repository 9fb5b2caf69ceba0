package org.visita.booking;

import java.time.Duration;
import java.util.List;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.contracts.catalog.VisitTypeEntry;

/** Makes visit types: one that anybody offers everywhere, in person, without a room, and what differs from that. */
public final class VisitTypes {

    private final int minutes;
    private final int interval;
    private int bufferAfter;
    private Duration notice = Duration.ZERO;
    private Duration horizon = Duration.ofDays(60);
    private boolean room;
    private List<String> practitioners = List.of();
    private List<VisitTypeEntry.Variant> variants = List.of();
    private List<PatientStatus> patients = List.of();
    private Integer perDay;
    private Integer perWeek;
    private int seats = 1;
    private List<String> equipment = List.of();
    private OfferedModality modality = OfferedModality.IN_PERSON;
    private boolean confirmed;

    private VisitTypes(int minutes, int interval) {
        this.minutes = minutes;
        this.interval = interval;
    }

    public static VisitTypes of(int minutes, int interval) {
        return new VisitTypes(minutes, interval);
    }

    public VisitTypes bufferAfter(int lasting) {
        bufferAfter = lasting;
        return this;
    }

    public VisitTypes bookable(Duration fromNow, Duration untilThen) {
        notice = fromNow;
        horizon = untilThen;
        return this;
    }

    public VisitTypes room(boolean needed) {
        room = needed;
        return this;
    }

    public VisitTypes by(List<String> offering) {
        practitioners = offering;
        return this;
    }

    public VisitTypes forNewPatients(int lasting, int every) {
        variants = List.of(new VisitTypeEntry.Variant(
                PatientStatus.NEW,
                Duration.ofMinutes(lasting),
                Duration.ofMinutes(every),
                Duration.ZERO,
                Duration.ZERO));
        return this;
    }

    public VisitTypes onlyFor(PatientStatus status) {
        patients = List.of(status);
        return this;
    }

    public VisitTypes limits(Integer day, Integer week) {
        perDay = day;
        perWeek = week;
        return this;
    }

    public VisitTypes seats(int shared) {
        seats = shared;
        return this;
    }

    public VisitTypes equipment(String type) {
        equipment = List.of(type);
        return this;
    }

    public VisitTypes modality(OfferedModality offered) {
        modality = offered;
        return this;
    }

    /** The clinic has to confirm each. */
    public VisitTypes confirmed() {
        confirmed = true;
        return this;
    }

    public VisitTypeEntry entry() {
        return new VisitTypeEntry(
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ofMinutes(bufferAfter),
                notice,
                horizon,
                room,
                practitioners,
                List.of(),
                null,
                variants,
                patients,
                perDay,
                perWeek,
                seats,
                equipment,
                modality,
                List.of(),
                confirmed);
    }
}
