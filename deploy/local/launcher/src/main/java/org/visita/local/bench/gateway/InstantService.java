package org.visita.local.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A service that answers each GET at once with the same kilobyte. One thread, and as little work as can be. */
final class InstantService implements AutoCloseable {

    private static final int BODY_BYTES = 1024;
    private static final byte[] ANSWER = answer();
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final Selector selector;
    private final ServerSocketChannel server;
    private final AtomicLong answered = new AtomicLong();

    InstantService() {
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("instant-service").start(this::serve);
    }

    private static byte[] answer() {
        String body = "{\"items\":[\"" + "x".repeat(BODY_BYTES - 14) + "\"]}";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
    }

    /** Requests so far: what a door answers by itself, or twice from one, does not pass for work. */
    long answered() {
        return answered.get();
    }

    private void serve() {
        ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        try {
            while (true) {
                selector.select(key -> ready(key, in));
            }
        } catch (ClosedSelectorException ended) {
            // As asked.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key, ByteBuffer in) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.socket().setTcpNoDelay(true);
                accepted.register(selector, SelectionKey.OP_READ, new int[1]);
            } else {
                answer((SocketChannel) key.channel(), (int[]) key.attachment(), in);
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    /** @param matched how much of the end of a head the last read ended with */
    private void answer(SocketChannel channel, int[] matched, ByteBuffer in) throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            channel.close();
            return;
        }
        in.flip();
        int requests = 0;
        while (in.hasRemaining()) {
            byte next = in.get();
            matched[0] = next == END[matched[0]] ? matched[0] + 1 : next == END[0] ? 1 : 0;
            if (matched[0] == END.length) {
                requests++;
                matched[0] = 0;
            }
        }
        for (int i = 0; i < requests; i++) {
            ByteBuffer out = ByteBuffer.wrap(ANSWER);
            while (out.hasRemaining()) channel.write(out);
        }
        answered.addAndGet(requests);
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
