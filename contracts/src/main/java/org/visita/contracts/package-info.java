/**
 * What the services say to each other. Records only: no framework, no behaviour beyond what keeps a record valid.
 *
 * <p>Every event is a full snapshot of its aggregate with a version (1, 2, 3 ...). A consumer applies it only if the
 * version is newer than what it has, so duplicates and reordering do no harm. Events carry identifiers and scheduling
 * facts: no names, contacts, birth dates or free text.
 */
package org.visita.contracts;
