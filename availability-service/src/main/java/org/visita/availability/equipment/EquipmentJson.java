package org.visita.availability.equipment;

import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.EquipmentEntry;

/**
 * A device of a location.
 *
 * @param type the clinic's code for what it is, such as {@code ultrasound}; visit types ask for it
 */
public record EquipmentJson(String name, String locationId, String type) implements CatalogJson {

    static final CatalogType<EquipmentJson> TYPE = new CatalogType<>(CatalogKind.EQUIPMENT, EquipmentJson.class);

    @Override
    public CatalogKind kind() {
        return CatalogKind.EQUIPMENT;
    }

    @Override
    public List<Reference> references() {
        return List.of(new Reference("/locationId", CatalogKind.LOCATION, locationId));
    }

    @Override
    public void check(Findings findings) {
        findings.name(name);
        findings.id("/locationId", locationId);
        findings.code("/type", type);
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(id, clinic, version, new EquipmentEntry(locationId, type));
    }
}
