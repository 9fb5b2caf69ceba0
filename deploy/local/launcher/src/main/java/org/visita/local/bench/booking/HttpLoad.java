package org.visita.local.bench.booking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends requests over connections that are kept alive, all from one thread: it has to leave the processor to what is
 * measured. Any answer but 201 is wrong.
 */
final class HttpLoad {

    private static final int CREATED = 201;
    private static final long MILLISECOND = 1_000_000;

    private final InetSocketAddress server;
    private final int count;
    private final Supplier<byte[]> requests;

    /** @param count connections, opened for each load */
    HttpLoad(URI address, int count, Supplier<byte[]> requests) {
        this.server = new InetSocketAddress(address.getHost(), address.getPort());
        this.count = count;
        this.requests = requests;
    }

    /** A closed loop: each connection sends its next request when it has the answer to the one before. */
    Load closed(Duration during) {
        long until = System.nanoTime() + during.toNanos();
        // Far more than there will be: nobody has to wait for anything to be due.
        return connected(new long[0], until, 0);
    }

    /**
     * An open loop: requests come when they are due, and wait for a connection if all are taken; that time is theirs.
     *
     * @param arrivals nanoseconds since the beginning, in order
     * @param counted index of the first one whose time counts
     */
    Load open(long[] arrivals, int counted) {
        return connected(arrivals, 0, counted);
    }

    private Load connected(long[] arrivals, long until, int counted) {
        List<KeptConnection> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < count; i++) connections.add(new KeptConnection(server, selector));
            Load load = run(selector, connections, arrivals, until, counted);
            for (KeptConnection connection : connections) connection.close();
            return load;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Load run(Selector selector, List<KeptConnection> connections, long[] arrivals, long until, int counted)
            throws IOException {
        boolean open = arrivals.length > 0;
        Deque<KeptConnection> idle = new ArrayDeque<>(connections);
        double[] millis = new double[open ? arrivals.length - counted : 0];
        int sent = 0;
        int done = 0;
        int kept = 0;
        Optional<String> wrong = Optional.empty();
        long beginning = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            while (!idle.isEmpty()
                    && (open ? sent < arrivals.length && beginning + arrivals[sent] <= now : now < until)) {
                idle.pop().send(requests.get(), open ? beginning + arrivals[sent] : now);
                sent++;
            }
            if (idle.size() == connections.size() && (open ? sent == arrivals.length : now >= until)) break;
            await(
                    selector,
                    open && sent < arrivals.length && !idle.isEmpty()
                            ? beginning + arrivals[sent]
                            : now + 1000 * MILLISECOND);
            for (SelectionKey key : selector.selectedKeys()) {
                KeptConnection connection = (KeptConnection) key.attachment();
                if (!connection.read()) continue;
                idle.add(connection);
                if (connection.status() == CREATED) done++;
                else if (wrong.isEmpty()) wrong = Optional.of(connection.text());
                if (open && connection.due() >= beginning + arrivals[counted] && kept < millis.length)
                    millis[kept++] = (System.nanoTime() - connection.due()) / 1e6;
            }
            selector.selectedKeys().clear();
        }
        Arrays.sort(millis);
        return new Load(done, Duration.ofNanos(System.nanoTime() - beginning), millis, wrong);
    }

    /** Until something comes, or that time; a selector only knows whole milliseconds. */
    private static void await(Selector selector, long until) throws IOException {
        long left = until - System.nanoTime();
        if (left >= MILLISECOND) selector.select(left / MILLISECOND);
        else selector.selectNow();
    }
}
