package org.visita.gateway;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends the bytes of a request as they are, as no well-behaved client would. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 5_000;

    private RawHttp() {}

    /** An answer, read until the server hung up or fell silent. */
    public record Answer(String text) {

        public int status() {
            return text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        public String header(String name) {
            return text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")))
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    public static Socket connect(String from) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Lines are joined with CRLF; {@code Connection: close} is for the caller to add. */
    public static Answer send(String request) throws IOException {
        return sendFrom("127.0.0.1", request);
    }

    /** @param from a local address of this machine */
    public static Answer sendFrom(String from, String request) throws IOException {
        try (Socket socket = connect(from)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket);
        }
    }

    /** Sends the request, or a part of it, and hangs up without an answer, with a reset rather than a farewell. */
    public static void hangUp(String request, Callable<Boolean> when) throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            await().until(when);
            socket.setSoLinger(true, 0);
        }
    }

    /** For a request whose Connection header is part of the test: reads one answer by its Content-Length. */
    public static Answer exchange(String request) throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) socket.getInputStream().read());
            }
            int length = Integer.parseInt(new Answer(text.toString()).header("Content-Length"));
            byte[] body = socket.getInputStream().readNBytes(length);
            return new Answer(text + new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    public static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[8192];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes.write(piece, 0, read);
            }
        } catch (IOException silentOrReset) {
            // What came before is the answer.
        }
        return new Answer(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    public static String get(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
    }
}
