package org.visita.proof;

import java.time.Instant;

/**
 * The first line of an export.
 *
 * @param clinic whose chain it is of
 * @param from position of the first entry: 1, or the one after {@code start}
 * @param to position of the last entry, where a checkpoint stands; one less than {@code from} where there is none
 * @param filtered whether entries in between were left out on purpose: then only the entries are shown, and nothing can
 *     be proved of them together
 * @param start the checkpoint that the export goes on from; null where it begins with the first entry of the chain
 * @param expiry why there is nothing before {@code start}; null where there is, or where nothing is before
 */
public record ExportHeader(
        String clinic, long from, long to, boolean filtered, Instant madeAt, TreeAt start, Expiry expiry) {

    static final String FORMAT = "visita-audit/1";

    public ExportHeader {
        if (from < 1 || to < 0) {
            throw new IllegalArgumentException("positions begin with 1");
        }
        long expected = start == null ? 1 : start.checkpoint().size() + 1;
        if (!filtered && (from != expected || to < from - 1)) {
            throw new IllegalArgumentException("an export goes on where a checkpoint stands");
        }
    }

    static ExportHeader of(Json json) {
        if (!FORMAT.equals(json.text("export"))) {
            throw new IllegalArgumentException("not the format " + FORMAT);
        }
        return new ExportHeader(
                json.text("clinic"),
                json.number("from"),
                json.number("to"),
                json.truth("filtered"),
                json.instant("madeAt"),
                json.has("start") ? TreeAt.of(json.member("start")) : null,
                json.has("expiry") ? Expiry.of(json.member("expiry")) : null);
    }

    /** Hash of the entry before the first. */
    public byte[] previous() {
        return start == null ? Hashes.beforeTheFirst() : start.checkpoint().head();
    }

    byte[] line() {
        return new CanonicalObject(512)
                .text("export", FORMAT)
                .text("clinic", clinic)
                .number("from", from)
                .number("to", to)
                .hex("previous", previous())
                .json("filtered", filtered ? ProofJson.TRUE : ProofJson.FALSE)
                .instant("madeAt", madeAt)
                .json("start", start == null ? null : ProofJson.of(start))
                .json("expiry", expiry == null ? null : ProofJson.of(expiry))
                .bytes();
    }
}
