package org.visita.audit.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY ... FROM STDIN (FORMAT binary)} (PostgreSQL manual, COPY, file formats). Binary, because the
 * database then parses no times and no UUIDs, and nothing has to be escaped. Sent in pieces, so that the database stores
 * the first rows while the next ones are hashed.
 */
final class EntryCopy implements AutoCloseable {

    private static final String COPY =
            "copy audit_entry (clinic, position, occurred_at, recorded_at, id, actor, action,"
                    + " resource_type, resource_id, person, sealed, outcome, code, address, request_id, trace_id,"
                    + " duration_millis, emitter, process, sequence) from stdin (format binary)";
    static final int COLUMNS = 20;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
    private static final int PIECE = 64 * 1024;
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * PIECE);

    EntryCopy(Connection connection) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row; its fields follow, in the order of the columns. */
    void row(int fields) {
        room(2).putShort((short) fields);
    }

    @SuppressWarnings("deprecation") // Copies ASCII without an encoder or an array between.
    void text(String value) {
        if (value == null) {
            nothing();
            return;
        }
        if (!isAscii(value)) {
            bytes(value.getBytes(StandardCharsets.UTF_8));
            return;
        }
        int length = value.length();
        room(4 + length).putInt(length);
        value.getBytes(0, length, buffer.array(), buffer.position());
        buffer.position(buffer.position() + length);
    }

    void bytes(byte[] value) {
        if (value == null) {
            nothing();
        } else {
            room(4 + value.length).putInt(value.length).put(value);
        }
    }

    void uuid(UUID value) {
        if (value == null) {
            nothing();
        } else {
            room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        }
    }

    void number(long value) {
        room(12).putInt(8).putLong(value);
    }

    void instant(Instant value) {
        number((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + value.getNano() / 1_000);
    }

    private void nothing() {
        room(4).putInt(-1);
    }

    /** Hands over what there is, if it is enough to be worth it. */
    void sendPiece() throws SQLException {
        if (buffer.position() >= PIECE) {
            send();
        }
    }

    void end() throws SQLException {
        room(2).putShort((short) -1);
        send();
        copy.endCopy();
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int more = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), more)).position(buffer.position());
        }
        return buffer;
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Gives up what has not been ended. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
