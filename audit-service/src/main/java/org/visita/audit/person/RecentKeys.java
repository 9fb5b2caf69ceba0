package org.visita.audit.person;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys in memory, for a minute at most: a key that is destroyed opens nothing from then on, on no replica. Two
 * generations, of which the older is dropped when its time is over or the younger is full.
 */
final class RecentKeys<K, V> {

    private static final long GENERATION = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 20_000;

    private Map<K, V> older = new HashMap<>();
    private Map<K, V> younger = new HashMap<>();
    private long since = System.nanoTime();

    /** Since when each is not to be kept. */
    private final Map<K, Long> forgotten = new HashMap<>();

    /** Null: not known, or no more. */
    synchronized V get(K of) {
        turn();
        V found = younger.get(of);
        return found == null ? older.get(of) : found;
    }

    synchronized void put(K of, V key) {
        turn();
        if (!forgotten.containsKey(of)) {
            younger.put(of, key);
        }
    }

    /**
     * Nor is it kept within the next minute: whoever has read it from the database before the transaction that destroys it
     * ends comes with it afterwards.
     */
    synchronized void forget(K of) {
        younger.remove(of);
        older.remove(of);
        forgotten.put(of, System.nanoTime());
    }

    private void turn() {
        long now = System.nanoTime();
        long age = now - since;
        if (age > 2 * GENERATION) {
            younger = new HashMap<>();
        }
        if (age > GENERATION || younger.size() >= MOST) {
            older = younger;
            younger = new HashMap<>();
            since = now;
            forgotten.values().removeIf(time -> now - time > 2 * GENERATION);
        }
    }
}
