package org.visita.availability;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.visita.kit.testing.Tokens;

/** Requests of a clinic's administrator. */
final class Requests {

    private Requests() {}

    /** All that a caller of this service may be allowed. */
    static final List<String> SCOPES = List.of("catalog:read", "catalog:write", "slots:read");

    static RequestSpecification clinic() {
        return given().auth().oauth2(Tokens.with(SCOPES.toArray(String[]::new))).contentType(ContentType.JSON);
    }

    static Response post(String path, Map<String, ?> body) {
        return clinic().body(body).post(path);
    }

    /** The id of a new item. */
    static String create(String path, Map<String, ?> body) {
        return post(path, body).then().statusCode(201).extract().path("id");
    }

    /** Sends a request line that no HTTP client would, and returns all of the answer. */
    static String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            String request = requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + Tokens.with(SCOPES.toArray(String[]::new)) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
