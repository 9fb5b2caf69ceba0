package org.visita.gateway.staff;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.visita.gateway.GatewayConfig;

/** Who somebody is here, by what the issuer says in a token. */
@ApplicationScoped
class StaffLogin {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final Pattern OPAQUE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final GatewayConfig.Staff settings;
    private final StaffRoles roles;
    private final Cache<String, StaffMember> members;

    @Inject
    StaffLogin(GatewayConfig config, StaffRoles roles) {
        this.settings = config.staff();
        this.roles = roles;
        this.members = Caffeine.newBuilder()
                .maximumSize(config.tokens().remembered())
                // After a minute without a request every quota is whole again, so forgetting it changes nothing.
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    /** @param token that was checked, subject and end among the rest */
    StaffPrincipal of(JsonWebToken token, Set<String> names) {
        // Counted as they came: a second one that cannot be read is a second one.
        List<String> clinics = values(token.getClaim(settings.clinicClaim()));
        return new StaffPrincipal(
                members.get(idOf(token), id -> StaffMember.of(id, settings)),
                // Of two clinics nobody could say which one is meant.
                clinics.size() == 1 && isId(clinics.getFirst()) ? clinics.getFirst() : null,
                roles.of(names, ids(token.getClaim(settings.practitionerClaim()))),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    /** The subject where it is an opaque id, as Keycloak's are; a hash of it elsewhere, as some are mail addresses. */
    private static String idOf(JsonWebToken token) {
        String subject = token.getSubject();
        if (OPAQUE.matcher(subject).matches()) {
            return subject;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((token.getIssuer() + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bits = ByteBuffer.wrap(hash);
            return new UUID(bits.getLong(), bits.getLong()).toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** What cannot be an id of ours is left out. */
    private static List<String> ids(Object claim) {
        return values(claim).stream().filter(StaffLogin::isId).toList();
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** A claim of one text or of several, as issuers like. */
    private static List<String> values(Object claim) {
        Stream<?> values =
                switch (claim) {
                    case null -> Stream.empty();
                    case JsonArray array -> array.stream();
                    case Collection<?> several -> several.stream();
                    default -> Stream.of(claim);
                };
        return values.map(StaffLogin::text).distinct().toList();
    }

    /** Empty, which is nobody's id, for what is neither a text nor a number. */
    private static String text(Object value) {
        return switch (value) {
            case JsonString text -> text.getString();
            case String text -> text;
            case JsonNumber number -> number.toString();
            case Number number -> number.toString();
            default -> "";
        };
    }
}
