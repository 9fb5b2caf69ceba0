package org.visita.proof;

import java.util.Locale;

/**
 * One thing that is not as it was recorded.
 *
 * @param position in the chain, of the entry or the first of several; 0 where none can be named
 * @param id of that entry; null where it is not known
 * @param detail a sentence for people
 */
public record Finding(Kind kind, long position, String id, String detail) {

    /** What happened. */
    public enum Kind {
        /** An entry does not say what it said. */
        CHANGED,
        /** Entries are missing. */
        REMOVED,
        /** There is more than was recorded. */
        INSERTED,
        /** An entry stands, or says that it stands, at another place. */
        MOVED,
        /** An entry stands there twice. */
        DOUBLED,
        /** The end is missing. */
        CUT_OFF,
        /** A checkpoint was altered, moved, removed, or not signed by a known key. */
        CHECKPOINT,
        /** The hashes of entries were altered or removed. */
        BATCH,
        /** An entry of another clinic. */
        FOREIGN,
        /** The beginning is missing without its time having been over. */
        EXPIRY,
        /** The row that says who a pseudonym is was altered or removed: a search by the patient may be blind. */
        PERSON,
        /** A row that says who was erased was altered or put in. */
        ERASURE,
        /** A row that says how long to keep entries was altered or put in. */
        RETENTION,
        /** A root that proofs are made with was altered or removed. */
        TREE,
        /** A line that cannot be read. */
        UNREADABLE;

        /** As it is written. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
