package org.visita.gateway.staff;

import java.util.List;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.limit.InFlight;
import org.visita.gateway.limit.Quota;

/**
 * A person, whatever token it shows.
 *
 * @param id names it in logs and in the audit trail: of its issuer's making or a hash, never a name
 */
record StaffMember(String id, Quota quota, InFlight inFlight) {

    static StaffMember of(String id, GatewayConfig.Staff settings) {
        return new StaffMember(
                id,
                Quota.of(List.of(
                        new Quota.Window("sec", settings.perSecond(), 1),
                        new Quota.Window("min", settings.perMinute(), 60))),
                new InFlight());
    }
}
