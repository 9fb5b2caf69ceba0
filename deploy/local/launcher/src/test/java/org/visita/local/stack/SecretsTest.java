package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void are_made_once_and_kept() {
        Home home = new Home(folder.resolve("home")).create();

        Secrets first = Secrets.of(home);

        assertThat(Secrets.of(home)).isEqualTo(first);
    }

    @Test
    void of_an_earlier_version_are_kept_and_completed() throws IOException {
        Home home = new Home(folder.resolve("home")).create();
        Secrets first = Secrets.of(home);
        ObjectNode earlier =
                (ObjectNode) new ObjectMapper().readTree(home.secrets().toFile());
        earlier.remove("auditMasterKey");
        earlier.remove("auditSigningKey");
        ((ObjectNode) earlier.get("databases")).remove("audit_writer");
        home.write(home.secrets(), new ObjectMapper().writeValueAsBytes(earlier));

        Secrets healed = Secrets.of(home);

        assertThat(healed.pepper()).isEqualTo(first.pepper());
        assertThat(healed.databases())
                .containsKey("audit_writer")
                .containsEntry("audit", first.databases().get("audit"));
        assertThat(healed.auditMasterKey()).isNotNull();
        assertThat(healed.auditSigningKey()).isNotNull();
        assertThat(Secrets.of(home)).isEqualTo(healed);
    }

    @Test
    void can_be_read_by_their_owner_only() throws IOException {
        Home home = new Home(folder.resolve("home")).create();
        Secrets.of(home);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
                .isEqualTo("rw-------");
    }

    @Test
    void are_as_long_as_the_services_ask() throws Exception {
        Secrets secrets = Secrets.of(new Home(folder.resolve("home")).create());

        assertThat(secrets.pepper()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(secrets.ehrSyncClient()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Base64.getDecoder().decode(secrets.patientMasterKey())).hasSize(32);
        assertThat(secrets.databases()).hasSize(2 + Service.values().length);
        assertThat(Base64.getDecoder().decode(secrets.auditMasterKey())).hasSize(32);
        var signing = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secrets.signingKey())));
        assertThat(((ECPrivateKey) signing).getParams().getOrder().bitLength()).isEqualTo(256);
    }

    @Test
    void do_not_print_themselves() {
        Secrets secrets = Secrets.of(new Home(folder.resolve("home")).create());

        assertThat(secrets.toString()).doesNotContain(secrets.adminKey(), secrets.pepper(), secrets.signingKey());
    }
}
