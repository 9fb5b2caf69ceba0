package org.visita.gateway.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.visita.gateway.staff.StaffRoles.Rights;

class StaffRolesTest {

    private final StaffRoles roles = new StaffRoles(
            Map.of(
                    "front-desk", Set.of("bookings:read", "bookings:write", "slots:read"),
                    "clinician", Set.of("bookings:read", "slots:read"),
                    "operator", Set.of("sync:read")),
            Set.of("clinician"));

    @Test
    void roles_add_up_and_unknown_ones_bring_nothing() {
        assertThat(roles.of(Set.of("operator", "front-desk", "gardener"), List.of()))
                .isEqualTo(
                        new Rights(List.of("bookings:read", "bookings:write", "slots:read", "sync:read"), List.of()));
    }

    @Test
    void a_clinician_who_operates_as_well_stays_with_its_own_calendar() {
        assertThat(roles.of(Set.of("clinician", "operator"), List.of("dr-grey")))
                .isEqualTo(new Rights(List.of("bookings:read", "slots:read", "sync:read"), List.of("dr-grey")));
    }

    @Test
    void a_clinician_who_stands_at_the_front_desk_sees_all_calendars() {
        assertThat(roles.of(Set.of("clinician", "front-desk"), List.of("dr-grey")))
                .isEqualTo(new Rights(List.of("bookings:read", "bookings:write", "slots:read"), List.of()));
    }

    @Test
    void a_clinician_without_a_calendar_keeps_only_what_other_roles_bring() {
        assertThat(roles.of(Set.of("clinician", "operator"), List.of()))
                .isEqualTo(new Rights(List.of("sync:read"), List.of()));
    }

    @Test
    void no_role_brings_what_is_no_scope_or_stands_above_the_clinics() {
        assertThatThrownBy(() -> new StaffRoles(Map.of("a", Set.of("bookings:all")), Set.of()))
                .hasMessageContaining("staff.roles.a");
        assertThatThrownBy(() -> new StaffRoles(Map.of("b", Set.of("platform:operate")), Set.of()))
                .hasMessageContaining("staff.roles.b");
        assertThatThrownBy(() -> new StaffRoles(Map.of("c", Set.of("audit:read")), Set.of("c")))
                .hasMessageContaining("staff.roles.c");
    }
}
