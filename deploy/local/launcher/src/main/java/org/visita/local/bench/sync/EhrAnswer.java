package org.visita.local.bench.sync;

import java.nio.charset.StandardCharsets;

/** Answers of the EHR double, as they go over the wire. */
final class EhrAnswer {

    private static final String OUTCOME =
            "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\"}]}";

    private EhrAnswer() {}

    static byte[] created(byte[] resource, String location) {
        return of("201 Created", "ETag: W/\"1\"\r\nLocation: " + location + "\r\n", resource);
    }

    static byte[] ok(byte[] resource, int version) {
        return of("200 OK", "ETag: W/\"" + version + "\"\r\n", resource);
    }

    static byte[] ok(String body) {
        return of("200 OK", "", body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] refused(String status) {
        return refused(status, "");
    }

    static byte[] tooMany() {
        return refused("429 Too Many Requests", "Retry-After: 1\r\n");
    }

    private static byte[] refused(String status, String headers) {
        return of(status, headers, OUTCOME.getBytes(StandardCharsets.UTF_8));
    }

    /** Found by what was searched for, one or none. */
    static byte[] bundle(String resource) {
        return ok("""
                {"resourceType":"Bundle","type":"searchset","total":%d,"entry":[%s]}""".formatted(resource.isEmpty() ? 0 : 1, resource.isEmpty() ? "" : "{\"resource\":" + resource + "}")
                .replace(",\"entry\":[]", ""));
    }

    private static byte[] of(String status, String headers, byte[] body) {
        byte[] head = ("HTTP/1.1 " + status + "\r\nContent-Type: application/fhir+json;charset=UTF-8\r\n" + headers
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
