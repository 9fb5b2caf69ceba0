package org.visita.availability.catalog;

import java.io.Serializable;
import java.util.UUID;

/** Primary key of a row: the clinic comes first, in every key. */
record ItemKey(String clinic, UUID id) implements Serializable {}
