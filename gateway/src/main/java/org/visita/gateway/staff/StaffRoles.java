package org.visita.gateway.staff;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.Scope;

/** What each role of the staff's issuer means here. Made at the start, so that a wrong setting is noticed then. */
@Startup
@Singleton
class StaffRoles {

    /**
     * What a person may do.
     *
     * @param scopes in a settled order
     * @param practitioners whose calendars alone it is about; empty: all
     */
    record Rights(List<String> scopes, List<String> practitioners) {}

    private final Map<String, Set<String>> scopes;
    private final Set<String> ownCalendar;

    @Inject
    StaffRoles(GatewayConfig config) {
        this(config.staff().roles(), config.staff().ownCalendar());
    }

    /**
     * @throws IllegalArgumentException if a role is to bring what is no scope, or a scope above the clinics; or one that
     *     is bound to its own calendar a scope that this would not bound
     */
    StaffRoles(Map<String, Set<String>> scopes, Set<String> ownCalendar) {
        this.scopes = scopes;
        this.ownCalendar = ownCalendar;
        Set<String> known = new HashSet<>(Scope.allCodes());
        known.remove(Scope.PLATFORM_OPERATE.code());
        scopes.forEach((role, brought) -> {
            if (!known.containsAll(brought)) {
                throw new IllegalArgumentException(
                        "visita.gateway.staff.roles." + role + " names what is no scope of a clinic");
            }
            if (ownCalendar.contains(role) && !brought.stream().allMatch(StaffRoles::goesWithLimits)) {
                throw new IllegalArgumentException("visita.gateway.staff.roles." + role
                        + " is bound to a calendar, and names a scope that this would not bound");
            }
        });
    }

    /**
     * Who has a role for all calendars beside that of a clinician is not bound to its own. Who is bound and has none gets
     * nothing out of that role.
     *
     * @param practitioners that the person is, as the issuer says
     */
    Rights of(Set<String> roles, List<String> practitioners) {
        Set<String> free = new HashSet<>();
        Set<String> bound = new HashSet<>();
        roles.forEach(role -> (ownCalendar.contains(role) ? bound : free).addAll(scopes.getOrDefault(role, Set.of())));
        if (practitioners.isEmpty() || free.containsAll(bound)) {
            return new Rights(sorted(free), List.of());
        }
        bound.addAll(free);
        return new Rights(sorted(bound), List.copyOf(practitioners));
    }

    private static boolean goesWithLimits(String code) {
        return Scope.of(code).filter(Scope::goesWithLimits).isPresent();
    }

    private static List<String> sorted(Set<String> scopes) {
        return scopes.stream().sorted().toList();
    }
}
