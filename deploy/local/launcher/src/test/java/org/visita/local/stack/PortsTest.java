package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path folder;

    @Test
    void reads_the_file_that_is_committed() {
        Ports ports = Ports.read(Checkout.find().defaultPorts());

        assertThat(ports.of(Service.GATEWAY)).isEqualTo(8080);
        assertThat(ports.management(Service.EHR_SYNC)).isEqualTo(9084);
        assertThat(ports.of("kafka.controller")).isEqualTo(19093);
    }

    @Test
    void refuses_a_file_without_a_port_that_is_needed() throws IOException {
        assertThatThrownBy(() -> Ports.read(changed("ehr=8090", "")))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("'ehr'");
    }

    @Test
    void refuses_a_name_that_nothing_listens_on() throws IOException {
        assertThatThrownBy(() -> Ports.read(changed("ehr=8090", "ehr=8090\nehrr=8091")))
                .hasMessageContaining("'ehrr'");
    }

    @Test
    void refuses_a_port_that_is_none() throws IOException {
        for (String wrong : List.of("0", "65536", "-1", "eighty", "")) {
            assertThatThrownBy(() -> Ports.read(changed("ehr=8090", "ehr=" + wrong)))
                    .hasMessageContaining("'ehr' the port '" + wrong + "'");
        }
    }

    @Test
    void refuses_one_port_for_two_servers() throws IOException {
        assertThatThrownBy(() -> Ports.read(changed("ehr=8090", "ehr=8080")))
                .hasMessageContaining("8080")
                .hasMessageContaining("'gateway'")
                .hasMessageContaining("'ehr'");
    }

    @Test
    void names_the_taken_port_and_who_wants_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Ports ports = Ports.read(changed("ehr=8090", "ehr=" + port));
            Server ehr = server("ehr");

            assertThatThrownBy(() -> PortCheck.requireFree(List.of(ehr), ports))
                    .isInstanceOf(StackProblem.class)
                    .hasMessage("Port " + port + " is taken, and ehr wants it.");
        }
    }

    @Test
    void also_sees_a_listener_on_every_address() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(PortCheck.isTaken(taken.getLocalPort())).isTrue();
        }
    }

    private Path changed(String line, String by) throws IOException {
        String text = Files.readString(Checkout.find().defaultPorts());
        assertThat(text).contains(line + "\n");
        return Files.writeString(folder.resolve("ports.properties"), text.replace(line + "\n", by + "\n"));
    }

    private static Server server(String name) {
        return new Server(
                name, List.of(name), List.of(), Map.of(), Path.of("/"), () -> true, Duration.ofSeconds(1), "TERM");
    }
}
