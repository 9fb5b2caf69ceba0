package org.visita.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Asks several gateways again and again with one key, and remembers when each request was sent and what came of it. */
final class KeyLoad implements AutoCloseable {

    private static final int THREADS_EACH = 2;

    /** About two hundred requests a second and gateway: busy, and within the key's limits. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private record Asked(URI door, long sentAt, int status) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<URI> doors;
    private final ExecutorService threads;
    private volatile boolean running = true;

    private KeyLoad(List<URI> doors, String key) {
        this.doors = doors;
        this.threads = Executors.newFixedThreadPool(doors.size() * THREADS_EACH);
        for (URI door : doors) {
            for (int i = 0; i < THREADS_EACH; i++) {
                threads.submit(() -> ask(door, key));
            }
        }
    }

    static KeyLoad start(List<URI> doors, String key) {
        return new KeyLoad(doors, key);
    }

    private void ask(URI door, String key) {
        HttpRequest request = HttpRequest.newBuilder(door.resolve("/v1/locations?limit=1"))
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(10))
                .build();
        while (running) {
            long sentAt = System.nanoTime();
            try {
                asked.add(new Asked(
                        door,
                        sentAt,
                        client.send(request, BodyHandlers.discarding()).statusCode()));
            } catch (IOException late) {
                asked.add(new Asked(door, sentAt, 0));
            } catch (InterruptedException ending) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    boolean isAdmittedEverywhere() {
        return doors.stream()
                .allMatch(door -> asked.stream().anyMatch(each -> each.door().equals(door) && each.status() == 200));
    }

    /** Requests that were sent later than that and let in. */
    long admittedLongAfter(long moment, Duration bound) {
        return asked.stream()
                .filter(each -> each.status() == 200 && each.sentAt() - moment > bound.toNanos())
                .count();
    }

    /** How many gateways have refused the key since: with 429 once its address has failed too often. */
    long refusedAfter(long moment) {
        return asked.stream()
                .filter(each -> each.status() == 401 || each.status() == 429)
                .filter(each -> each.sentAt() > moment)
                .map(Asked::door)
                .distinct()
                .count();
    }

    Duration lastAdmittedAfter(long moment) {
        return Duration.ofNanos(asked.stream()
                .filter(each -> each.status() == 200)
                .mapToLong(each -> each.sentAt() - moment)
                .filter(nanos -> nanos > 0)
                .max()
                .orElse(0));
    }

    void stop() {
        running = false;
        threads.shutdown();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
        client.close();
    }
}
