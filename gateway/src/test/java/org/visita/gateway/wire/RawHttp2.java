package org.visita.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.ConfigProvider;

/** One request over HTTP/2, frame by frame (RFC 9113, section 6; RFC 7541, section 6), as no well-behaved client sends it. */
public final class RawHttp2 {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int LARGEST_FRAME = 16_384;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private RawHttp2() {}

    /**
     * Asks with this header, in a HEADERS frame and a CONTINUATION where it does not fit.
     *
     * @param from a local address of this machine
     * @return the headers of the answer, as they are encoded: a status that is in no table stands there in digits
     */
    public static String ask(String from, String name, String value) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // GET, https and / are in the static table; all others are literals that nobody remembers.
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x01});
        text(block, "visita");
        header(block, name, value);
        return send(from, block.toByteArray());
    }

    /**
     * Asks with these headers and no others, and sends no body.
     *
     * @param headers names and values in turn
     * @return as {@link #ask}; empty if the stream was reset
     */
    public static String askWith(String from, String... headers) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < headers.length; i += 2) {
            header(block, headers[i], headers[i + 1]);
        }
        return send(from, block.toByteArray());
    }

    private static String send(String from, byte[] block) throws IOException {
        try (SSLSocket socket = connect(from)) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            sent.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
            frame(sent, SETTINGS, 0, 0, new byte[0]);
            int first = Math.min(block.length, LARGEST_FRAME);
            boolean whole = first == block.length;
            frame(sent, HEADERS, END_STREAM | (whole ? END_HEADERS : 0), 1, Arrays.copyOf(block, first));
            if (!whole) {
                frame(sent, CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(block, first, block.length));
            }
            socket.getOutputStream().write(sent.toByteArray());
            socket.getOutputStream().flush();
            return headers(new DataInputStream(socket.getInputStream()));
        }
    }

    private static SSLSocket connect(String from) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        SSLSocket socket = (SSLSocket) Trusting.everybody()
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    /** RFC 7541, sections 5.1 and 5.2, without Huffman's code. */
    private static void text(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            int left = length - 127;
            for (; left >= 128; left /= 128) {
                block.write(left % 128 + 128);
            }
            block.write(left);
        }
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(OutputStream to, int type, int flags, int stream, byte[] payload) throws IOException {
        to.write(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            0,
            0,
            0,
            (byte) stream
        });
        to.write(payload);
    }

    private static String headers(DataInputStream from) throws IOException {
        while (true) {
            int length = from.readUnsignedByte() << 16 | from.readUnsignedShort();
            int type = from.readUnsignedByte();
            from.skipNBytes(5);
            byte[] payload = from.readNBytes(length);
            if (type == HEADERS) {
                return new String(payload, StandardCharsets.ISO_8859_1);
            }
            if (type == RST_STREAM) {
                return "";
            }
        }
    }
}
