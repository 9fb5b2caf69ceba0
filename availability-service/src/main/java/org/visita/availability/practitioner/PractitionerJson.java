package org.visita.availability.practitioner;

import java.util.List;
import org.visita.availability.catalog.CatalogJson;
import org.visita.availability.catalog.CatalogType;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.Identifier;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.catalog.PractitionerEntry;

/**
 * Somebody who sees patients. The name stays in this service; other services know the id.
 *
 * @param identifiers under which EHRs know the practitioner, one of a system; may be left out
 * @param specialties codes, as the clinic uses them; may be left out
 * @param languages BCP 47 tags; may be left out
 */
public record PractitionerJson(
        String name, List<Identifier> identifiers, List<String> specialties, List<String> languages)
        implements CatalogJson {

    static final CatalogType<PractitionerJson> TYPE =
            new CatalogType<>(CatalogKind.PRACTITIONER, PractitionerJson.class);

    public PractitionerJson {
        identifiers = identifiers == null ? List.of() : identifiers;
        specialties = specialties == null ? List.of() : specialties;
        languages = languages == null ? List.of() : languages;
    }

    @Override
    public CatalogKind kind() {
        return CatalogKind.PRACTITIONER;
    }

    @Override
    public List<Reference> references() {
        return List.of();
    }

    @Override
    public void check(Findings findings) {
        findings.name(name);
        findings.identifiers(identifiers);
        findings.distinct("/identifiers", identifiers, Identifier::system, "/system");
        findings.texts("/specialties", specialties);
        findings.languages("/languages", languages);
    }

    @Override
    public CatalogEntry toEntry(String id, String clinic, int version) {
        return CatalogEntry.of(id, clinic, version, new PractitionerEntry(identifiers, specialties, languages));
    }
}
