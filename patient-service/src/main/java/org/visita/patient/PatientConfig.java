package org.visita.patient;

import io.smallrye.config.ConfigMapping;

/** Settings of the patient-service. */
@ConfigMapping(prefix = "visita.patient")
public interface PatientConfig {

    /**
     * Encrypts the keys of the clinics: 32 random bytes in base64. Whoever loses it loses every patient; whoever has it
     * and the database can read every patient.
     */
    String masterKey();
}
