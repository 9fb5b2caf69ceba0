package org.visita.contracts.catalog;

/** A room of a location; one visit at a time. */
public record RoomEntry(String locationId) {}
