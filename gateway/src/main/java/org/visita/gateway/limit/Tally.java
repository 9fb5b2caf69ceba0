package org.visita.gateway.limit;

import io.vertx.redis.client.Response;
import java.time.Duration;

/** What came of counting a request: a decision, or word from another replica that its caller is blocked. */
public sealed interface Tally {

    record Counted(Decision decision) implements Tally {}

    /**
     * Another replica has blocked it; nothing was counted.
     *
     * @param block its id
     * @param left until it is over
     */
    record Blocked(String block, Duration left) implements Tally {}

    static Tally read(Response answer, Quota.Window[] windows, int weight, String policy) {
        int verdict = answer.get(0).toInteger();
        if (verdict < 0) {
            return new Blocked(
                    answer.get(2).toString(), Duration.ofMillis(answer.get(1).toLong()));
        }
        long[] debts = new long[windows.length];
        for (int i = 0; i < debts.length; i++) {
            debts[i] = answer.get(i + 1).toLong();
        }
        return new Counted(Decision.of(windows, debts, verdict == 1, weight, policy));
    }
}
