package org.visita.rules;

/** One thing of a clinic's catalog. Ids are unique among the things of one kind. */
public sealed interface CatalogPart
        permits Location, Room, Equipment, Practitioner, VisitType, Schedule, DateOverride, TimeOff, Holiday {

    String id();
}
