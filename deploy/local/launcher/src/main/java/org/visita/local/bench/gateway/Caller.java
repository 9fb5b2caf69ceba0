package org.visita.local.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection that asks, waits for the whole answer, and asks again. */
final class Caller {

    private static final int LARGEST_ANSWER = 32 * 1024;

    private final SocketChannel channel;
    private final byte[] request;
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);

    private long sentAt;

    /** @param selector told of answers; null for one that blocks */
    Caller(URI door, byte[] request, Selector selector) throws IOException {
        this.request = request;
        channel = SocketChannel.open(new InetSocketAddress(door.getHost(), door.getPort()));
        channel.socket().setTcpNoDelay(true);
        if (selector != null) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }
    }

    static byte[] get(String path, String key) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key
                        + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    void ask() throws IOException {
        sentAt = System.nanoTime();
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) channel.write(out);
    }

    /** How long the answer took, in nanoseconds; -1 if it is not whole yet. */
    long read() throws IOException {
        if (channel.read(in) < 0) throw new IOException("the door hung up");
        int head = endOfHead();
        if (head < 0 || !isWhole(head)) return -1;
        if (in.get(9) != '2') throw new IOException("answered " + firstLine());
        in.clear();
        return System.nanoTime() - sentAt;
    }

    long askAndWait() throws IOException {
        ask();
        long took = read();
        while (took < 0) took = read();
        return took;
    }

    private boolean isWhole(int head) {
        int length = contentLength(head);
        if (length >= 0) return in.position() >= head + length;
        // Chunked: the last chunk ends it.
        int end = in.position();
        return end >= head + 5 && in.get(end - 1) == '\n' && in.get(end - 3) == '\n' && in.get(end - 5) == '0';
    }

    private int endOfHead() {
        for (int i = 3; i < in.position(); i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') return i + 1;
        }
        return -1;
    }

    private int contentLength(int head) {
        for (int i = 0; i < head - 16; i++) {
            byte first = in.get(i);
            if ((first == 'c' || first == 'C') && in.get(i - 1) == '\n' && isContentLength(i)) {
                int length = 0;
                for (int at = i + 15; in.get(at) != '\r'; at++) {
                    if (in.get(at) != ' ') length = length * 10 + in.get(at) - '0';
                }
                return length;
            }
        }
        return -1;
    }

    private boolean isContentLength(int from) {
        byte[] name = "content-length:".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < name.length; i++) {
            if (Character.toLowerCase(in.get(from + i)) != name[i]) return false;
        }
        return true;
    }

    private String firstLine() {
        return new String(in.array(), 0, Math.min(40, in.position()), StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("nothing");
    }

    void close() throws IOException {
        channel.close();
    }
}
