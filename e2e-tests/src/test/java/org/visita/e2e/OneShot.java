package org.visita.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request on a connection of its own. What is sent is sent once: a client that sends again by itself, as most do,
 * could not tell how many requests there were.
 */
record OneShot(String method, String path, Map<String, String> headers, String body) {

    private static final int CONNECT_MILLIS = 2_000;

    /** Longer than the gateway takes for any answer here. */
    private static final int ANSWER_MILLIS = 30_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*", Pattern.DOTALL);

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** Empty if nobody listened. */
    Optional<Socket> connect(URI door) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(door.getHost(), door.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return Optional.of(socket);
        } catch (IOException refused) {
            closeQuietly(socket);
            return Optional.empty();
        }
    }

    /** Sends it and hangs up, whatever the answer would have been. */
    void abort(URI door) throws IOException {
        try (Socket socket = connect(door).orElseThrow()) {
            write(socket, door);
        }
    }

    void write(Socket socket, URI door) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(door.getAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        socket.getOutputStream().write(all);
    }

    /** Empty if the connection ended before the head of an answer was whole. */
    static Optional<Answer> read(Socket socket) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int count; (count = socket.getInputStream().read(buffer)) > 0; ) {
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException broken) {
            // What came before counts.
        }
        int end = text.indexOf("\r\n\r\n");
        Matcher status = STATUS.matcher(text);
        if (end < 0 || !status.matches()) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>();
        text.substring(0, end).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return Optional.of(new Answer(Integer.parseInt(status.group(1)), headers, text.substring(end + 4)));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It never was open.
        }
    }
}
