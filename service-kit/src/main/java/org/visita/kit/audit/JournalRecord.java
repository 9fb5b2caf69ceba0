package org.visita.kit.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.visita.contracts.audit.AuditEvent;
import org.visita.kit.topics.EventJson;

/**
 * An entry as it stands in the journal: a mark, its length and a checksum, then what it is. Numbered when it is written,
 * under the journal's lock; all else is made ready before.
 *
 * @param begun whether it is only the beginning of an act
 * @param act of this process, if it was begun before it was over; else 0
 * @param sequence 0 for a beginning
 * @param writtenAt milliseconds since 1970
 * @param head id, time, clinic and trace of the entry, for the headers of its record; the last two may be empty
 * @param json the entry, with the number 0
 */
record JournalRecord(boolean begun, long act, long sequence, long writtenAt, String[] head, byte[] json) {

    /** Bytes of mark, length, checksum and kind. */
    static final int HEADER = 16;

    static final int MARK = 0x56415544;
    static final int BEGUN = 1;
    static final int WHOLE = 2;
    static final int LENGTH_AT = 4;
    static final int CHECKSUM_AT = 8;
    static final int KIND_AT = 12;

    private static final int ACT_AT = HEADER;
    static final int SEQUENCE_AT = ACT_AT + 8;
    static final int WRITTEN_AT = SEQUENCE_AT + 8;
    private static final int HEAD_AT = WRITTEN_AT + 8;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] UNNUMBERED = "\"sequence\":0}".getBytes(StandardCharsets.US_ASCII);

    /** What stands before the event: for the headers of its record. The end of an act has that of its beginning. */
    static byte[] head(AuditEvent event, String traceParent) {
        return (event.id() + '\n' + event.occurredAt() + '\n' + text(event.clinic()) + '\n' + text(traceParent))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes for the journal, without act and number. */
    static byte[] frame(byte[] head, AuditEvent unnumbered, boolean begun, long writtenAt) {
        return frame(head, EventJson.write(unnumbered), begun, writtenAt);
    }

    private static byte[] frame(byte[] head, byte[] json, boolean begun, long writtenAt) {
        byte[] frame = new byte[HEAD_AT + 4 + head.length + json.length];
        INT.set(frame, 0, MARK);
        INT.set(frame, LENGTH_AT, frame.length);
        INT.set(frame, KIND_AT, begun ? BEGUN : WHOLE);
        LONG.set(frame, WRITTEN_AT, writtenAt);
        INT.set(frame, HEAD_AT, head.length);
        System.arraycopy(head, 0, frame, HEAD_AT + 4, head.length);
        System.arraycopy(json, 0, frame, HEAD_AT + 4 + head.length, json.length);
        return frame;
    }

    static long writtenAt(byte[] frame) {
        return (long) LONG.get(frame, WRITTEN_AT);
    }

    /** This beginning as the whole of its act: nobody lived to say how it ended. */
    byte[] asWhole(long now) {
        return frame(String.join("\n", head).getBytes(StandardCharsets.UTF_8), json, false, now);
    }

    /** This beginning once more. */
    byte[] again() {
        return frame(String.join("\n", head).getBytes(StandardCharsets.UTF_8), json, true, writtenAt);
    }

    /** Gives it its act and number, and seals it. */
    static void number(byte[] frame, long act, long sequence) {
        LONG.set(frame, ACT_AT, act);
        LONG.set(frame, SEQUENCE_AT, sequence);
        CRC32C checksum = new CRC32C();
        checksum.update(frame, KIND_AT, frame.length - KIND_AT);
        INT.set(frame, CHECKSUM_AT, (int) checksum.getValue());
    }

    /** @param frame from its mark to its end */
    static boolean isSound(ByteBuffer frame) {
        int said = frame.order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM_AT);
        CRC32C checksum = new CRC32C();
        checksum.update(frame.position(KIND_AT));
        return said == (int) checksum.getValue();
    }

    /** @param frame that is sound */
    static JournalRecord read(byte[] frame) {
        int json = HEAD_AT + 4 + (int) INT.get(frame, HEAD_AT);
        return new JournalRecord(
                (int) INT.get(frame, KIND_AT) == BEGUN,
                (long) LONG.get(frame, ACT_AT),
                (long) LONG.get(frame, SEQUENCE_AT),
                (long) LONG.get(frame, WRITTEN_AT),
                new String(frame, HEAD_AT + 4, json - HEAD_AT - 4, StandardCharsets.UTF_8).split("\n", -1),
                Arrays.copyOfRange(frame, json, frame.length));
    }

    /** The event as it goes on the topic: the number is the last that it says. */
    byte[] event() {
        byte[] number = (sequence + "}").getBytes(StandardCharsets.US_ASCII);
        int before = json.length - 2;
        if (!Arrays.equals(json, json.length - UNNUMBERED.length, json.length, UNNUMBERED, 0, UNNUMBERED.length)) {
            throw new IllegalStateException("an entry of the journal does not end in its number");
        }
        byte[] event = Arrays.copyOf(json, before + number.length);
        System.arraycopy(number, 0, event, before, number.length);
        return event;
    }

    String clinic() {
        return head[2].isEmpty() ? null : head[2];
    }

    String traceParent() {
        return head[3].isEmpty() ? null : head[3];
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
