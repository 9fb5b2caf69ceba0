package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** What a caller may give to a new key: nothing that it does not have itself, unless it operates the platform. */
@ApplicationScoped
class KeyGrant {

    /**
     * What a key is asked to be, found valid and allowed.
     *
     * @param expiresAt null: never
     */
    record Granted(String clinic, String label, List<String> scopes, int perSecond, int perMinute, Instant expiresAt) {}

    private static final int LONGEST_LABEL = 100;
    private static final Pattern CLINIC = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final GatewayConfig.Limits limits;
    private final Clock clock;

    @Inject
    KeyGrant(GatewayConfig config, Clock clock) {
        this.limits = config.limits();
        this.clock = clock;
    }

    /** @throws org.visita.kit.problem.RefusedException {@code invalid-request} or {@code forbidden} */
    Granted check(Caller caller, KeyJson.Request request) {
        if (request == null) {
            throw Refusal.invalid("", "is missing").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        checkLabel(request.label(), errors);
        checkScopes(request.scopes(), errors);
        checkClinic(request.clinicId(), errors);
        KeyJson.Limits asked = request.limits() == null ? new KeyJson.Limits(null, null) : request.limits();
        checkLimit("/limits/perSecond", asked.perSecond(), limits.mostPerSecond(), errors);
        checkLimit("/limits/perMinute", asked.perMinute(), limits.mostPerMinute(), errors);
        Instant expiresAt =
                request.expiresAt() == null ? null : request.expiresAt().toInstant();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            errors.add(new FieldError("/expiresAt", "is not in the future"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        refuseWhatIsNotTheirs(caller, request);
        return new Granted(
                request.clinicId() == null ? caller.clinic() : request.clinicId(),
                request.label().strip(),
                request.scopes(),
                asked.perSecond() == null ? limits.perSecond() : asked.perSecond(),
                asked.perMinute() == null ? limits.perMinute() : asked.perMinute(),
                expiresAt);
    }

    private static void refuseWhatIsNotTheirs(Caller caller, KeyJson.Request request) {
        if (caller.scopes().contains(Scope.PLATFORM_OPERATE.code())) {
            return;
        }
        if (request.clinicId() != null && !request.clinicId().equals(caller.clinic())) {
            throw forbidden("Only a platform operator makes keys for another clinic.");
        }
        if (!caller.scopes().containsAll(request.scopes())) {
            throw forbidden("A key can pass on only scopes that it has itself.");
        }
    }

    private static RuntimeException forbidden(String detail) {
        return CommonRefusal.FORBIDDEN.because(detail).asException();
    }

    private static void checkLabel(String label, List<FieldError> errors) {
        if (label == null
                || label.isBlank()
                || label.length() > LONGEST_LABEL
                || label.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("/label", "has 1 to " + LONGEST_LABEL + " printable characters"));
        }
    }

    private static void checkScopes(List<String> scopes, List<FieldError> errors) {
        if (scopes == null || scopes.isEmpty()) {
            errors.add(new FieldError("/scopes", "names at least one scope"));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < scopes.size(); i++) {
            String code = scopes.get(i);
            if (code == null || Scope.of(code).isEmpty()) {
                errors.add(new FieldError("/scopes/" + i, "is not a scope"));
            } else if (!seen.add(code)) {
                errors.add(new FieldError("/scopes/" + i, "is named twice"));
            }
        }
    }

    private static void checkClinic(String clinic, List<FieldError> errors) {
        if (clinic != null && !CLINIC.matcher(clinic).matches()) {
            errors.add(new FieldError("/clinicId", "has 1 to 64 letters, digits, dots and hyphens"));
        }
    }

    private static void checkLimit(String pointer, Integer asked, int most, List<FieldError> errors) {
        if (asked != null && (asked < 1 || asked > most)) {
            errors.add(new FieldError(pointer, "is a number from 1 to " + most));
        }
    }
}
