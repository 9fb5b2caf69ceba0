package org.visita.availability.room;

import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.RoomEntry;

/** A room of a location. */
public record RoomJson(String name, String locationId) implements CatalogJson {

    static final CatalogType<RoomJson> TYPE = new CatalogType<>(CatalogKind.ROOM, RoomJson.class);

    @Override
    public CatalogKind kind() {
        return CatalogKind.ROOM;
    }

    @Override
    public List<Reference> references() {
        return List.of(new Reference("/locationId", CatalogKind.LOCATION, locationId));
    }

    @Override
    public void check(Findings findings) {
        findings.name(name);
        findings.id("/locationId", locationId);
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(id, clinic, version, new RoomEntry(locationId));
    }
}
