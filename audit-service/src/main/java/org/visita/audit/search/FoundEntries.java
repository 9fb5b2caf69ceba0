package org.visita.audit.search;

import java.util.List;

/**
 * One page of a search.
 *
 * @param next cursor of the next page; null on the last one
 * @param gaps what is missing where the page is: it may have been among what was searched for
 */
public record FoundEntries(List<TrailEntry> entries, String next, List<Gap> gaps) {}
