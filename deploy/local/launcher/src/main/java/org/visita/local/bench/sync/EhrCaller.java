package org.visita.local.bench.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One connection of a caller of the EHR double: HTTP/1.1, kept alive, bodies with a length. */
final class EhrCaller {

    private static final int LARGEST_REQUEST = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_REQUEST);

    EhrCaller(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** False once the caller has hung up. */
    boolean read() throws IOException {
        return channel.read(in) >= 0;
    }

    /** The next request, if it is whole. */
    Optional<EhrRequest> next() {
        int end = endOfHead();
        if (end < 0) return Optional.empty();
        String head = new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
        String length = EhrRequest.header(head, "content-length");
        int body = end + 4;
        int whole = body + (length.isEmpty() ? 0 : Integer.parseInt(length));
        if (in.position() < whole) return Optional.empty();
        EhrRequest request = EhrRequest.of(head, Arrays.copyOfRange(in.array(), body, whole));
        in.flip().position(whole);
        in.compact();
        return Optional.of(request);
    }

    void answer(byte[] answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        // Far less than a socket takes at once; it does not come to spinning.
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    void close() throws IOException {
        channel.close();
    }

    private int endOfHead() {
        byte[] bytes = in.array();
        for (int i = 3; i < in.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') return i - 3;
        }
        return -1;
    }
}
