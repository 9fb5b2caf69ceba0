package org.visita.kit.paging;

import java.util.Optional;
import java.util.function.Function;
import org.visita.kit.problem.Refusal;

/**
 * Which page is asked for (keyset pagination: the page after a position, never the n-th page).
 *
 * @param limit 1 to 100
 * @param after position of the last item of the page before; empty on the first page
 */
public record PageRequest(int limit, Optional<String> after) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int LARGEST_LIMIT = 100;

    /** Reads the query parameters {@code limit} and {@code cursor}; either may be null. */
    public static PageRequest of(Integer limit, String cursor) {
        int size = limit == null ? DEFAULT_LIMIT : limit;
        if (size < 1 || size > LARGEST_LIMIT) {
            throw Refusal.invalid("?limit", "is a number from 1 to " + LARGEST_LIMIT)
                    .asException();
        }
        return new PageRequest(size, Optional.ofNullable(cursor).map(Cursors::decode));
    }

    /** The position, read as the key of the list; a cursor of another list is refused. */
    public <K> Optional<K> after(Function<String, K> key) {
        try {
            return after.map(key);
        } catch (RuntimeException foreign) {
            throw Cursors.invalid();
        }
    }

    /** One more than the limit, so that the answer tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }
}
