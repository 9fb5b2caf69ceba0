package org.visita.ehrsync.destination;

import java.time.Duration;

/**
 * How long a version of a booking is tried before it is a dead letter.
 *
 * @param attempts failures that it may have; 1 or more
 * @param age how long it may go on failing
 * @param firstPause longest pause before the second attempt; doubles with each. The pause is random, from zero up
 * @param longestPause the pause grows no longer than this
 */
public record RetryPolicy(int attempts, Duration age, Duration firstPause, Duration longestPause) {}
