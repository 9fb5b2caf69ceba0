package org.visita.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Instant now = NOON;
    private final VerifiedTokens tokens = new VerifiedTokens(new Moving(), Duration.ofSeconds(60));

    @Test
    void a_token_is_known_by_its_whole_text_and_with_its_scopes() {
        tokens.remember(identity("a.b.signature", 60));
        assertThat(tokens.find("a.b.another")).isEmpty();
        SecurityIdentity known = tokens.find("a.b.signature").orElseThrow();
        assertThat(known.getPrincipal().getName()).isEqualTo("key:one");
        assertThat(may(known, "write")).isTrue();
        assertThat(may(known, "delete")).isFalse();
    }

    @Test
    void the_request_that_it_came_with_is_not_kept() {
        tokens.remember(identity("token", 60));
        assertThat(tokens.find("token").orElseThrow().getAttributes()).isEmpty();
    }

    @Test
    void it_is_known_until_it_ends_and_no_longer() {
        tokens.remember(identity("token", 30));
        now = NOON.plusSeconds(29);
        assertThat(tokens.find("token")).isPresent();
        now = NOON.plusSeconds(30);
        assertThat(tokens.find("token")).isEmpty();
    }

    @Test
    void one_that_names_a_later_end_is_known_until_it_is_too_old() {
        tokens.remember(identity("token", 3600));
        now = NOON.plusSeconds(59);
        assertThat(tokens.find("token")).isPresent();
        now = NOON.plusSeconds(60);
        assertThat(tokens.find("token")).isEmpty();
    }

    @Test
    void there_is_room_for_so_many_and_again_when_they_have_ended() {
        for (int i = 0; i < 3_000; i++) {
            tokens.remember(identity("token" + i, 30));
        }
        assertThat(tokens.find("token1999")).isPresent();
        assertThat(tokens.find("token2000")).isEmpty();
        now = NOON.plusSeconds(31);
        tokens.remember(identity("late", 60));
        assertThat(tokens.find("late")).isPresent();
    }

    private static boolean may(SecurityIdentity identity, String action) {
        return identity.checkPermission(new StringPermission("bookings", action))
                .await()
                .indefinitely();
    }

    private static SecurityIdentity identity(String text, long seconds) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new Token(Map.of(
                        "raw_token",
                        text,
                        "iat",
                        NOON.getEpochSecond(),
                        "exp",
                        NOON.getEpochSecond() + seconds,
                        "scope",
                        "bookings:read bookings:write")))
                .addAttribute("io.vertx.ext.web.RoutingContext", "a whole request")
                .build();
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return "key:one";
        }

        @Override
        public Set<String> getClaimNames() {
            return new HashMap<>(claims).keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    private final class Moving extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
