package org.visita.ehrsync.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.visita.kit.topics.EventJson;
import org.visita.kit.topics.UnreadableEventException;

/** The answer of a token endpoint (RFC 6749, section 5.1), believed no further than it makes sense. */
final class TokenAnswer {

    /** As it goes into a header: nothing that could begin another. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,12000}");

    private static final Duration IF_IT_DOES_NOT_SAY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private TokenAnswer() {}

    /** Empty if it is none. */
    static Optional<AccessToken> read(String body) {
        try {
            JsonNode answer = EventJson.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            String token = answer.path("access_token").textValue();
            String type = answer.path("token_type").asText("bearer");
            return token != null && TOKEN.matcher(token).matches() && type.equalsIgnoreCase("bearer")
                    ? Optional.of(new AccessToken(token, life(answer.path("expires_in"))))
                    : Optional.empty();
        } catch (UnreadableEventException notJson) {
            return Optional.empty();
        }
    }

    /** Some endpoints write the number as a text. */
    private static Duration life(JsonNode seconds) {
        long life = seconds.asLong(IF_IT_DOES_NOT_SAY.toSeconds());
        return Duration.ofSeconds(Math.clamp(life, 1, LONGEST.toSeconds()));
    }
}
