package org.visita.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Whether a server serves, asked from outside. */
@FunctionalInterface
interface Readiness {

    /** One try may take this long; a server that needs longer is not ready. */
    Duration TRY = Duration.ofSeconds(5);

    boolean isReady();

    /** Answers 200. */
    static Readiness http(URI address) {
        return () -> {
            // One client a question: a look at what is down makes none, and a pooled connection would outlive a
            // restart.
            try (HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                HttpRequest request =
                        HttpRequest.newBuilder(address).timeout(TRY).build();
                return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    /** Accepts connections. */
    static Readiness tcp(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TRY.toMillis());
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Lets a user in. */
    static Readiness jdbc(String url, String user, String password) {
        return () -> {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                return connection.isValid((int) TRY.toSeconds());
            } catch (SQLException e) {
                return false;
            }
        };
    }
}
