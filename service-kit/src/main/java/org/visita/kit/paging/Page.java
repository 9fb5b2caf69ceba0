package org.visita.kit.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items in stable order
 * @param next cursor of the next page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, String next) {

    /**
     * @param found up to one more than the limit: the one too many only tells that there is a next page
     * @param position the key that the list is ordered by, of one item
     */
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> position) {
        if (found.size() <= request.limit()) {
            return new Page<>(List.copyOf(found), null);
        }
        List<T> items = List.copyOf(found.subList(0, request.limit()));
        return new Page<>(items, Cursors.encode(position.apply(items.getLast())));
    }

    /**
     * A page at which the search for more was given up, to bound the work of one request. It may be short, even empty.
     *
     * @param position where to go on after
     */
    public static <T> Page<T> upTo(List<T> found, String position) {
        return new Page<>(List.copyOf(found), Cursors.encode(position));
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
