package org.visita.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * How one server stands.
 *
 * @param state what a person would call it
 * @param pid its process, if it runs
 * @param port what it serves on
 * @param managementPort where it tells its health and metrics, if it does
 * @param residentBytes memory in use, 0 if it does not run
 * @param age since its start, zero if it does not run
 * @param log its output
 */
public record ServerStatus(
        String name,
        State state,
        OptionalLong pid,
        int port,
        OptionalInt managementPort,
        long residentBytes,
        Duration age,
        Path log) {

    /** Down; running but not serving; serving. */
    public enum State {
        DOWN,
        NOT_READY,
        READY
    }

    static ServerStatus of(
            Server server, Optional<OwnedProcess> process, boolean ready, ToIntFunction<String> ports, Path log) {
        State state = process.isEmpty() ? State.DOWN : ready ? State.READY : State.NOT_READY;
        return new ServerStatus(
                server.name(),
                state,
                process.map(OwnedProcess::pid).map(OptionalLong::of).orElse(OptionalLong.empty()),
                ports.applyAsInt(server.name()),
                server.ports().stream()
                        .filter(name -> name.endsWith(".management"))
                        .mapToInt(ports)
                        .findFirst(),
                process.map(OwnedProcess::residentBytes).orElse(0L),
                process.map(OwnedProcess::age).orElse(Duration.ZERO),
                log);
    }
}
