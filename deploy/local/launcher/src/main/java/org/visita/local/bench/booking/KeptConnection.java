package org.visita.local.bench.booking;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept alive, with one request on its way at most. Reads just as much of HTTP as it must. */
final class KeptConnection implements AutoCloseable {

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
    private int end = -1;
    private long due;

    KeptConnection(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** @param dueAt when it ought to be sent; its time counts from then */
    void send(byte[] request, long dueAt) throws IOException {
        answer.clear();
        end = -1;
        due = dueAt;
        ByteBuffer bytes = ByteBuffer.wrap(request);
        // Far less than a socket takes at once; it does not come to spinning.
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    long due() {
        return due;
    }

    /** Reads what has come; true once the answer is whole. */
    boolean read() throws IOException {
        if (channel.read(answer) < 0) throw new EOFException("the server hung up");
        if (end < 0) end = findEnd();
        return end >= 0 && answer.position() >= end;
    }

    int status() {
        return Integer.parseInt(text(9, 12));
    }

    /** Head and body. */
    String text() {
        return text(0, answer.position());
    }

    private int findEnd() {
        String text = text();
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) return -1;
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (length < 0 || length > head) throw new IllegalStateException("an answer without a length: " + text);
        int from = length + LENGTH.length();
        return head
                + 4
                + Integer.parseInt(
                        text.substring(from, text.indexOf('\r', from)).strip());
    }

    private String text(int from, int to) {
        return new String(answer.array(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
