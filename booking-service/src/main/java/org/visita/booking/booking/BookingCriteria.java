package org.visita.booking.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.identity.Reach;

/** What bookings have to meet to be found, and their order, for those who search otherwise than {@code /v1}. */
public final class BookingCriteria {

    /** What of a booking can be asked for. */
    public enum Field {
        ID("id"),
        PATIENT("patientId"),
        PRACTITIONER("practitionerId"),
        LOCATION("locationId"),
        VISIT_TYPE("visitTypeId"),
        /** The date that the visit has at its own location. */
        DATE("visitDate"),
        START("startAt"),
        CHANGED("updatedAt");

        private final String column;

        Field(String column) {
            this.column = column;
        }
    }

    /**
     * A stretch of time or of dates.
     *
     * @param from inclusive; null: without a beginning
     * @param before exclusive; null: without an end
     * @param outside whether it is the rest of time that is meant
     */
    public record Stretch(Field field, Object from, Object before, boolean outside) {}

    private final List<String> conditions = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** One of these fields is one of these ids. */
    public void anyOf(Map<Field, ? extends Collection<UUID>> ids) {
        any(ids.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey().column + " in " + bind(field.getValue()))
                .toList());
    }

    public void within(List<Stretch> stretches) {
        any(stretches.stream().map(this::condition).toList());
    }

    void within(Reach reach) {
        if (!reach.practitioners().isEmpty()) {
            conditions.add(Field.PRACTITIONER.column + " in " + bind(BookingFilter.uuids(reach.practitioners())));
        }
        if (!reach.locations().isEmpty()) {
            conditions.add(Field.LOCATION.column + " in " + bind(BookingFilter.uuids(reach.locations())));
        }
    }

    public void status(Set<BookingStatus> statuses) {
        any(statuses.isEmpty() ? List.of() : List.of("status in " + bind(statuses)));
    }

    /** Neither what is held nor what was never more than held. */
    public void withoutHolds() {
        conditions.add(BookingFilter.NO_HOLDS);
    }

    public void orderBy(Field field, boolean descending) {
        order.add(field.column + (descending ? " desc" : ""));
    }

    String query(String clinic) {
        List<String> all = new ArrayList<>(conditions);
        all.add("clinic = " + bind(clinic));
        return String.join(" and ", all);
    }

    String order() {
        List<String> all = new ArrayList<>(order.isEmpty() ? List.of(Field.START.column) : order);
        all.add(Field.ID.column);
        return " order by " + String.join(", ", all);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private String condition(Stretch stretch) {
        List<String> bounds = new ArrayList<>();
        if (stretch.from() != null) {
            bounds.add(stretch.field().column + " >= " + bind(stretch.from()));
        }
        if (stretch.before() != null) {
            bounds.add(stretch.field().column + " < " + bind(stretch.before()));
        }
        return (stretch.outside() ? "not " : "") + "(" + String.join(" and ", bounds) + ")";
    }

    /** Nothing is found where there is nothing to choose from. */
    private void any(List<String> choice) {
        conditions.add(choice.isEmpty() ? "1 = 0" : choice.stream().collect(Collectors.joining(" or ", "(", ")")));
    }

    private String bind(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
