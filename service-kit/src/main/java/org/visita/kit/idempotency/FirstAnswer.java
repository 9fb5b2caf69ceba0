package org.visita.kit.idempotency;

import java.time.Instant;

/**
 * The row of a first answer, for a statement that keeps it together with rows of its own. Sealed as it has to be. Such a
 * statement takes the lock of the key first, as {@link IdempotentPost} does: {@code pg_try_advisory_xact_lock(LOCK_SPACE,
 * hashtext(lock))}.
 */
public record FirstAnswer(
        String clinic,
        String client,
        String key,
        byte[] requestHash,
        int status,
        String headers,
        byte[] body,
        Instant createdAt) {

    /** Separates these advisory locks from others: "idem" in ASCII. */
    public static final int LOCK_SPACE = 0x6964656d;

    /** What is locked while a request with the key is answered. */
    public String lock() {
        return lock(clinic, client, key);
    }

    static String lock(String clinic, String client, String key) {
        return clinic + '\n' + client + '\n' + key;
    }
}
