package org.visita.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;

/** Looks whether the ports that are about to be opened are free, so that a conflict is named before anything starts. */
final class PortCheck {

    private PortCheck() {}

    /** @throws StackProblem that names each taken port and the server that wants it */
    static void requireFree(List<Server> servers, Ports ports) {
        String taken = servers.stream()
                .flatMap(server -> server.ports().stream())
                .filter(name -> isTaken(ports.of(name)))
                .map(name -> "Port " + ports.of(name) + " is taken, and " + name + " wants it.")
                .collect(Collectors.joining("\n"));
        if (!taken.isEmpty()) {
            throw new StackProblem(
                    taken,
                    "See what listens there (ss -ltnp) and stop it, or choose other ports in " + ports.file()
                            + " or in a copy of it that VISITA_PORTS names.");
        }
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Otherwise connections of a stopped server that are still winding down would look like a conflict.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
