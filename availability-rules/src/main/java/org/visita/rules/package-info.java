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
 *   <li>The windows are cut to the opening hours of the location. Adjacent and overlapping ones of one practitioner at
 *       one location merge, as instants; hours for visits in person and at a distance are kept apart.
 *   <li>Slots step in elapsed time from the start of the merged window, so a 25-hour day has more of them.
 *   <li>A merged window keeps one grid for its first 24 hours; after that, each window that starts inside it starts the
 *       grid afresh. So round-the-clock hours have a beginning every day, and where a slot falls depends on the hours of
 *       the last few days only, never on the bounds of the query.
 *   <li>A visit with its buffers fits inside the merged window, and overlaps no time that is taken; neighbouring
 *       buffers add up, because taken time includes those of its own visit.
 *   <li>A window belongs to the date it starts on: that date decides whether its schedule is valid, and an override of
 *       that date stands in place of it, the part after midnight included. An override names its times: one that does
 *       not exist on its date makes no window, and is not shifted.
 *   <li>Time off and holidays subtract by instant. They move no grid.
 *   <li>Limits count a visit on the date that it has at its own location, over the whole date or ISO week.
 *   <li>Who joins a group's session takes a seat of it, at its start exactly; its own time and the limits do not keep
 *       him out.
 *   <li>Notice and horizon are elapsed time from now; both ends are bookable.
 * </ol>
 */
package org.visita.rules;
