package org.visita.local.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All that has been told of one booking. */
final class Trail {

    private final Map<Integer, String> eventByVersion = new TreeMap<>();
    private final Set<Integer> doubled = new TreeSet<>();
    private Told newest;

    /** The same event may come more than once, and in any order; another event of the same version may not come. */
    void add(Told told) {
        String known = eventByVersion.putIfAbsent(told.version(), told.eventId());
        if (known != null && !known.equals(told.eventId())) doubled.add(told.version());
        if (newest == null || told.version() > newest.version()) newest = told;
    }

    /** A trail of its own with these added. */
    Trail with(Iterable<Told> more) {
        Trail all = new Trail();
        all.eventByVersion.putAll(eventByVersion);
        all.doubled.addAll(doubled);
        all.newest = newest;
        more.forEach(all::add);
        return all;
    }

    int versions() {
        return eventByVersion.size();
    }

    /** The newest that was told; null if nothing was. */
    Told newest() {
        return newest;
    }

    Set<Integer> doubled() {
        return doubled;
    }

    Set<Integer> missingUpTo(int version) {
        return IntStream.rangeClosed(1, version)
                .filter(each -> !eventByVersion.containsKey(each))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
