package org.visita.gateway.key;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.visita.kit.identity.Caller;

/** What an API key may be allowed to do: a closed list. Each operation of each service asks for one of these. */
public enum Scope {
    SLOTS_READ("slots:read"),
    CATALOG_READ("catalog:read"),
    CATALOG_WRITE("catalog:write"),
    BOOKINGS_READ("bookings:read"),
    BOOKINGS_WRITE("bookings:write"),
    PATIENTS_READ("patients:read"),
    PATIENTS_WRITE("patients:write"),
    SYNC_READ("sync:read"),
    SYNC_OPERATE("sync:operate"),
    AUDIT_READ("audit:read"),

    /** Says how long entries are kept, and has what they say of a person made unreadable. Writes no entry. */
    AUDIT_WRITE("audit:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),

    /** Above the clinics: makes keys for any of them, with any scope. */
    PLATFORM_OPERATE("platform:operate");

    private final String code;
    private final String action;

    Scope(String code) {
        this.code = code;
        this.action = code.replace(':', '.');
    }

    /** As it stands in keys and tokens. */
    public String code() {
        return code;
    }

    /** What the audit trail calls a request that needs it, where nobody says what exactly it was. */
    public String action() {
        return action;
    }

    /**
     * Whether a key that is limited to practitioners and locations may have it. Not where the limit would bound nothing:
     * whoever gave it would be mistaken.
     */
    public boolean goesWithLimits() {
        return switch (this) {
            case SLOTS_READ,
                    CATALOG_READ,
                    CATALOG_WRITE,
                    BOOKINGS_READ,
                    BOOKINGS_WRITE,
                    PATIENTS_READ,
                    PATIENTS_WRITE -> true;
            case SYNC_READ, SYNC_OPERATE, AUDIT_READ, AUDIT_WRITE, KEYS_READ, KEYS_WRITE, PLATFORM_OPERATE -> false;
        };
    }

    boolean isOf(Caller caller) {
        return caller.scopes().contains(code);
    }

    public static Optional<Scope> of(String code) {
        return Arrays.stream(values()).filter(scope -> scope.code.equals(code)).findFirst();
    }

    public static List<String> allCodes() {
        return Arrays.stream(values()).map(Scope::code).toList();
    }
}
