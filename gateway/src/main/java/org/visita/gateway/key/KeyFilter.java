package org.visita.gateway.key;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.visita.kit.problem.Refusal;

/**
 * What a list of keys is narrowed to.
 *
 * @param state null: any
 * @param label part of it, whatever its case; null: any
 */
record KeyFilter(KeyState state, String label) {

    static KeyFilter of(String status, String label) {
        KeyState state = status == null
                ? null
                : KeyState.inList(status).orElseThrow(() -> Refusal.invalid(
                                "?status", "is active, expiring, expired, disabled, suspended or revoked")
                        .asException());
        return new KeyFilter(state, label == null ? null : label.toLowerCase(Locale.ROOT));
    }

    String condition() {
        return (state == null ? "" : " and " + state.condition())
                + (label == null ? "" : " and locate(:label, lower(label)) > 0");
    }

    /** Only those that the condition names. */
    Map<String, Object> parameters(Instant now) {
        Map<String, Object> all = new HashMap<>(Map.of("now", now, "soon", now.plus(KeyState.SOON)));
        all.put("label", label);
        String condition = condition();
        all.keySet().removeIf(name -> !condition.contains(":" + name));
        return all;
    }
}
