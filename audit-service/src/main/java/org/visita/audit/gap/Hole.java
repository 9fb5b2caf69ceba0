package org.visita.audit.gap;

/**
 * Numbers that a process gave and that did not come.
 *
 * @param first of them
 * @param last of them
 */
record Hole(String emitter, String process, long first, long last) {}
