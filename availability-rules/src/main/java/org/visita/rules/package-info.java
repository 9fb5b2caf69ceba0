/**
 * The rules engine: a clinic's catalog and the time already taken go in; free slots, or a decision on one visit, come
 * out. {@link org.visita.rules.Availability} is the door. Pure Java: no clock, no I/O, no framework; everything here
 * is immutable and may be shared between threads.
 *
 * <p>The calendar rules (each has a test of its own):
 *
 * <ol>
 *   <li>Working hours are wall-clock windows of the location's zone, resolved for each date. An end at or before its
 *       start runs into the next day; 24:00 is {@link java.time.LocalTime#MIDNIGHT} as an end.
 *   <li>A window that starts or ends in a gap of the local clock starts or ends at the first valid instant. An
 *       ambiguous start takes the earlier offset, an ambiguous end the later one.
 *   <li>Slots step in elapsed time from the start of the merged window, so a 25-hour day has more of them.
 *   <li>Adjacent and overlapping windows of one practitioner at one location merge, as instants.
 *   <li>A merged window keeps one grid for its first 24 hours; after that, each weekly window that starts inside it
 *       starts the grid afresh. So round-the-clock hours have a beginning every day, and where a slot falls depends on
 *       the hours of the last few days only, never on the bounds of the query.
 *   <li>A visit with its buffers fits inside the merged window, and overlaps no time that is taken; neighbouring
 *       buffers add up, because taken time includes those of its own visit.
 *   <li>An overnight window belongs to the date it starts on: that date decides whether its schedule is valid.
 *   <li>Notice and horizon are elapsed time from now; both ends are bookable.
 * </ol>
 */
package org.visita.rules;
