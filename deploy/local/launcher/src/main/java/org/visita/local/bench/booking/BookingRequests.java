package org.visita.local.bench.booking;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code POST /v1/bookings}, as bytes for the wire: each for a slot of its own and with an Idempotency-Key of its own. */
final class BookingRequests implements Supplier<byte[]> {

    private final BookedClinic clinic;
    private final String host;
    private final Supplier<String> token;

    /** @param token internal, or the API key where the gateway is in between */
    BookingRequests(BookedClinic clinic, URI address, Supplier<String> token) {
        this.clinic = clinic;
        this.host = address.getAuthority();
        this.token = token;
    }

    @Override
    public byte[] get() {
        Deck.Slot slot = clinic.deck().next();
        String body = "{\"patientId\":\"" + slot.patient() + "\",\"visitTypeId\":\"" + clinic.visitType()
                + "\",\"start\":\"" + slot.start() + "\",\"practitionerId\":\"" + slot.practitioner()
                + "\",\"locationId\":\"" + clinic.location() + "\"}";
        String request = "POST /v1/bookings HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token.get()
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nIdempotency-Key: "
                + UUID.randomUUID() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }
}
