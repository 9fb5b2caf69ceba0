package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.ehrsync.EhrSyncConfig;

class TargetAddressTest {

    private final TargetAddress inProduction = new TargetAddress(config(false));
    private final TargetAddress inDevelopment = new TargetAddress(config(true));

    @ParameterizedTest
    @ValueSource(strings = {"https://ehr.example.org/fhir", "https://ehr.example.org:8443/r4/"})
    void takes_public_bases(String url) {
        assertThat(inProduction.problemOf(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ehr",
                "ftp://ehr.example.org",
                "https://",
                "https:///fhir",
                "https://me:pw@ehr.example.org",
                "https://ehr.example.org/fhir?x=1",
                "https://ehr.example.org/fhir#x",
                "https://ehr example.org",
                "file:///etc/passwd"
            })
    void refuses_what_is_no_base(String url) {
        assertThat(inProduction.problemOf(url)).isPresent();
        assertThat(inDevelopment.problemOf(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/fhir",
                "https://localhost/fhir",
                "https://[::1]/fhir",
                "https://10.0.0.1/fhir",
                "http://ehr.example.org/fhir",
                "https://169.254.169.254/latest"
            })
    void refuses_the_inside_and_the_unencrypted_where_the_deployment_does(String url) {
        assertThat(inProduction.problemOf(url)).isPresent();
        assertThat(inDevelopment.problemOf(url)).isEmpty();
    }

    private static EhrSyncConfig config(boolean allowPrivateTargets) {
        return new SmallRyeConfigBuilder()
                .withMapping(EhrSyncConfig.class)
                .withDefaultValue("visita.ehr-sync.patient-url", "http://localhost")
                .withDefaultValue("visita.ehr-sync.master-key", "of no importance here")
                .withDefaultValue("visita.ehr-sync.allow-private-targets", Boolean.toString(allowPrivateTargets))
                .build()
                .getConfigMapping(EhrSyncConfig.class);
    }
}
