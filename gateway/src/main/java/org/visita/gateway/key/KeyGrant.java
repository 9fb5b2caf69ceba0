package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.visita.contracts.access.AccessKey;
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

    /** Ten years, with their leap days. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3_653);

    private static final Pattern CLINIC = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final GatewayConfig.Limits limits;
    private final KeyTable table;
    private final Clock clock;

    @Inject
    KeyGrant(GatewayConfig config, KeyTable table, Clock clock) {
        this.table = table;
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
        checkEnd(expiresAt, errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        Granted asIs = new Granted(
                request.clinicId() == null ? caller.clinic() : request.clinicId(),
                request.label().strip(),
                request.scopes(),
                asked.perSecond() == null ? limits.perSecond() : asked.perSecond(),
                asked.perMinute() == null ? limits.perMinute() : asked.perMinute(),
                expiresAt);
        if (Scope.PLATFORM_OPERATE.isOf(caller)) {
            return asIs;
        }
        refuseWhatIsNotTheirs(caller, request);
        return within(makerOf(caller), asIs, asked);
    }

    private AccessKey makerOf(Caller caller) {
        return table.find(caller.actor().id())
                .map(KnownKey::record)
                .orElseThrow(() -> forbidden("Only a key makes keys."));
    }

    /** What was not asked for is cut to what the maker has; what was asked for beyond that is refused. */
    private static Granted within(AccessKey maker, Granted granted, KeyJson.Limits asked) {
        if (isMore(asked.perSecond(), maker.perSecond()) || isMore(asked.perMinute(), maker.perMinute())) {
            throw forbidden("A key can pass on only limits that it has itself.");
        }
        Instant end = granted.expiresAt() == null ? maker.expiresAt() : granted.expiresAt();
        if (maker.expiresAt() != null && end.isAfter(maker.expiresAt())) {
            throw forbidden("A key can make only keys that end no later than it does itself.");
        }
        return new Granted(
                granted.clinic(),
                granted.label(),
                granted.scopes(),
                Math.min(granted.perSecond(), maker.perSecond()),
                Math.min(granted.perMinute(), maker.perMinute()),
                end);
    }

    private static boolean isMore(Integer asked, int most) {
        return asked != null && asked > most;
    }

    private void checkEnd(Instant expiresAt, List<FieldError> errors) {
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            errors.add(new FieldError("/expiresAt", "is not in the future"));
        } else if (expiresAt != null && expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
            errors.add(new FieldError("/expiresAt", "is more than ten years ahead"));
        }
    }

    private static void refuseWhatIsNotTheirs(Caller caller, KeyJson.Request request) {
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
