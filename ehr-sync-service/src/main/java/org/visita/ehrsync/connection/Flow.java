package org.visita.ehrsync.connection;

import java.util.Arrays;
import java.util.List;
import org.visita.ehrsync.destination.FlowField;
import org.visita.kit.problem.FieldError;

/**
 * What flows: which bookings, which parts of them, which way. What an EHR holds is kept up to date even when it no longer
 * matches, as an Appointment that nobody moves any more would be worse.
 *
 * @param holds whether the EHR is told of visits that are only held
 * @param visitTypes ids; empty for all, as with the other two
 * @param fields what is sent beyond the time, the state and the patient
 */
record Flow(
        Direction direction,
        Boolean holds,
        List<String> visitTypes,
        List<String> practitioners,
        List<String> locations,
        List<FlowField> fields) {

    static final Flow ALL = new Flow(null, null, null, null, null, null).normalized();

    private static final int MOST = 500;
    private static final int LONGEST_ID = 100;

    void check(List<FieldError> errors) {
        Flow all = normalized();
        Bounds.check(errors, "/flow/visitTypes", all.visitTypes, MOST, LONGEST_ID);
        Bounds.check(errors, "/flow/practitioners", all.practitioners, MOST, LONGEST_ID);
        Bounds.check(errors, "/flow/locations", all.locations, MOST, LONGEST_ID);
        if (all.fields.contains(null)) {
            errors.add(new FieldError("/flow/fields", "has entries that are missing"));
        }
    }

    /** With what was left out as it is by default, and nothing twice. */
    Flow normalized() {
        return new Flow(
                direction == null ? Direction.OUTBOUND : direction,
                holds != null && holds,
                once(visitTypes),
                once(practitioners),
                once(locations),
                fields == null
                        ? Arrays.asList(FlowField.values())
                        : fields.stream().distinct().toList());
    }

    /** Whether other bookings flow, or another way; which fields they bring is another matter. */
    boolean selectsLike(Flow other) {
        return direction == other.direction
                && holds.equals(other.holds)
                && visitTypes.equals(other.visitTypes)
                && practitioners.equals(other.practitioners)
                && locations.equals(other.locations);
    }

    boolean sends(FlowField field) {
        return fields.contains(field);
    }

    private static List<String> once(List<String> ids) {
        return ids == null ? List.of() : ids.stream().distinct().toList();
    }
}
