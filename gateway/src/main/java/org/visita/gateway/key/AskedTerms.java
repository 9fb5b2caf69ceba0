package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** Reads what a key is asked to be, and names everything that is wrong with it. */
@ApplicationScoped
class AskedTerms {

    private static final int LONGEST_TEXT = 100;
    private static final int MOST_NETWORKS = 32;
    private static final int MOST_ORIGINS = 16;
    private static final int MOST_IDS = 50;

    /** Ten years, with their leap days. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3_653);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final GatewayConfig.Limits limits;
    private final Clock clock;

    @Inject
    AskedTerms(GatewayConfig config, Clock clock) {
        this.limits = config.limits();
        this.clock = clock;
    }

    /** @throws org.visita.kit.problem.RefusedException {@code invalid-request} */
    KeyTerms read(KeyJson.Asked asked) {
        if (asked == null) {
            throw Refusal.invalid("", "is missing").asException();
        }
        List<FieldError> errors = new ArrayList<>();
        String label = text("/label", asked.label(), errors);
        String owner = asked.owner() == null ? null : text("/owner", asked.owner(), errors);
        List<String> scopes = scopes(asked.scopes(), errors);
        KeyJson.Limits asLimits = asked.limits() == null ? new KeyJson.Limits(null, null) : asked.limits();
        int perSecond =
                limit("/limits/perSecond", asLimits.perSecond(), limits.perSecond(), limits.mostPerSecond(), errors);
        int perMinute =
                limit("/limits/perMinute", asLimits.perMinute(), limits.perMinute(), limits.mostPerMinute(), errors);
        List<String> networks = each("/networks", asked.networks(), MOST_NETWORKS, AskedTerms::network, errors);
        List<String> origins = each("/origins", asked.origins(), MOST_ORIGINS, Origin::parse, errors);
        KeyJson.LimitedTo limitedTo = asked.limitedTo() == null ? new KeyJson.LimitedTo(null, null) : asked.limitedTo();
        List<String> practitioners =
                each("/limitedTo/practitioners", limitedTo.practitioners(), MOST_IDS, AskedTerms::id, errors);
        List<String> locations = each("/limitedTo/locations", limitedTo.locations(), MOST_IDS, AskedTerms::id, errors);
        List<String> publicKeys = PublicJwk.readAll(asked.jwks(), errors);
        Instant end = end(asked.expiresAt() == null ? null : asked.expiresAt().toInstant(), errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return new KeyTerms(
                label,
                owner,
                scopes,
                perSecond,
                perMinute,
                networks,
                origins,
                practitioners,
                locations,
                publicKeys,
                end);
    }

    private static String text(String pointer, String text, List<FieldError> errors) {
        if (text == null
                || text.isBlank()
                || text.length() > LONGEST_TEXT
                || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(pointer, "has 1 to " + LONGEST_TEXT + " printable characters"));
            return null;
        }
        return text.strip();
    }

    private static List<String> scopes(List<String> scopes, List<FieldError> errors) {
        if (scopes == null || scopes.isEmpty()) {
            errors.add(new FieldError("/scopes", "names at least one scope"));
            return List.of();
        }
        return each("/scopes", scopes, Scope.values().length, AskedTerms::scope, errors);
    }

    private static Reading scope(String code) {
        return Reading.of(Scope.of(code).map(Scope::code), "is not a scope");
    }

    private static Reading network(String text) {
        return Reading.of(
                Network.parse(text).map(Network::toString), "is not an address, nor a block in CIDR notation");
    }

    private static Reading id(String text) {
        return Reading.of(
                Optional.of(text).filter(id -> ID.matcher(id).matches()),
                "has 1 to 64 letters, digits, dots and hyphens");
    }

    /** Each entry in its one form; errors name what cannot be read and what comes twice. */
    private static List<String> each(
            String pointer, List<String> asked, int most, Function<String, Reading> read, List<FieldError> errors) {
        List<String> found = new ArrayList<>();
        int size = asked == null ? 0 : asked.size();
        for (int i = 0; i < size; i++) {
            Reading reading =
                    asked.get(i) == null ? Reading.of(Optional.empty(), "is missing") : read.apply(asked.get(i));
            if (reading.value() == null) {
                errors.add(new FieldError(pointer + "/" + i, reading.otherwise()));
            } else if (found.contains(reading.value())) {
                errors.add(new FieldError(pointer + "/" + i, "is named twice"));
            } else if (found.size() == most) {
                errors.add(new FieldError(pointer, "has at most " + most + " entries"));
                return found;
            } else {
                found.add(reading.value());
            }
        }
        return List.copyOf(found);
    }

    private static int limit(String pointer, Integer asked, int usual, int most, List<FieldError> errors) {
        if (asked != null && (asked < 1 || asked > most)) {
            errors.add(new FieldError(pointer, "is a number from 1 to " + most));
        }
        return asked == null ? usual : asked;
    }

    private Instant end(Instant end, List<FieldError> errors) {
        Instant now = clock.instant();
        if (end != null && !end.isAfter(now)) {
            errors.add(new FieldError("/expiresAt", "is not in the future"));
        } else if (end != null && end.isAfter(now.plus(LONGEST_LIFE))) {
            errors.add(new FieldError("/expiresAt", "is more than ten years ahead"));
        }
        return end;
    }
}
