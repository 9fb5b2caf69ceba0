package org.visita.kit.topics;

import java.util.Map;

/**
 * Where a {@link TopicFollower} begins, and what it has to fetch before. Asked on the follower's thread, before the first
 * record, and again a second later if it fails; also if the topic has lost what was to be read next.
 */
@FunctionalInterface
public interface StartPosition {

    /** Reads all there is. */
    StartPosition BEGINNING = Map::of;

    /**
     * The first offset to read, by partition; those left out are read from the beginning, and so are those whose offset
     * the topic does not have.
     */
    Map<Integer, Long> find() throws Exception;
}
