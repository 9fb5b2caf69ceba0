package org.visita.kit.audit;

/** How many entries of a journal Kafka does not have, and since when the first of them waits. */
final class Unsent {

    private long entries;
    private long oldest;

    /** @param writtenAt milliseconds since 1970, as the writer told the time */
    synchronized void add(long more, long writtenAt) {
        oldest = entries == 0 && more > 0 ? writtenAt : oldest;
        entries += more;
    }

    /** @param next when the one after them was written; 0 if that is not known */
    synchronized void sent(int many, long next) {
        entries -= many;
        oldest = entries == 0 ? 0 : next == 0 ? oldest : next;
    }

    synchronized long entries() {
        return entries;
    }

    /** When the first was written; 0 if there is none. */
    synchronized long oldest() {
        return oldest;
    }
}
