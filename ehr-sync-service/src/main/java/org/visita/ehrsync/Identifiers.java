package org.visita.ehrsync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The identifier systems that Visita owns: under these an EHR finds what is ours. */
@Singleton
public class Identifiers {

    private final String base;

    @Inject
    public Identifiers(
            @ConfigProperty(name = "visita.identifiers.base", defaultValue = "https://visita.example/sid")
                    String base) {
        this.base = base;
    }

    public String bookings() {
        return base + "/booking-id";
    }

    public String patients() {
        return base + "/patient-id";
    }

    public String practitioners() {
        return base + "/practitioner-id";
    }

    public String locations() {
        return base + "/location-id";
    }
}
