package org.visita.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL server: durable, on loopback only, passwords always asked. */
final class Postgres {

    static final String NAME = "postgres";
    private static final long INITDB_SECONDS = 60;

    /** Sessions of a server that was killed end by themselves, at the latest with the statement they are at. */
    private static final Duration LEFTOVERS_END = Duration.ofSeconds(15);

    private final Home home;
    private final int port;
    private final String password;
    private final Path binaries;

    Postgres(Home home, int port, String password, Path binaries) {
        this.home = home;
        this.port = port;
        this.password = password;
        this.binaries = binaries;
    }

    /** Of one database on the server at this port. */
    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Server server() {
        List<String> command = asOrdinaryUser("postgres", "-D", home.data(NAME).toString());
        Map.of(
                        "listen_addresses", "127.0.0.1",
                        "port", Integer.toString(port),
                        "unix_socket_directories", "",
                        // What was acknowledged stays, whatever happens to the process or the machine.
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "shared_buffers", "96MB",
                        "max_connections", "200",
                        // A search over years of the audit trail locks each month with its indexes.
                        "max_locks_per_transaction", "256",
                        "log_line_prefix", "%m [%p] %d ")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> {
                    command.add("-c");
                    command.add(setting.getKey() + "=" + setting.getValue());
                });
        return new Server(
                NAME,
                List.of(NAME),
                command,
                Map.of(),
                binaries.resolve("bin/postgres"),
                Readiness.jdbc(jdbcUrl(port, NAME), NAME, password),
                Duration.ofSeconds(30),
                // A fast shutdown: ends open sessions instead of waiting for them.
                "INT");
    }

    /** Creates the data folder, once, as a whole: one interrupted in the middle is started over. */
    void initialise() {
        removeStalePidFile();
        if (Files.exists(home.data(NAME))) return;
        // Of this launcher alone: the initdb of one that was killed may still be writing into its own.
        Path fresh = home.data(Home.UNFINISHED + ProcessHandle.current().pid());
        Path passwordFile = home.data("postgres-password");
        Home.deleteAll(fresh);
        try {
            home.write(passwordFile, password.getBytes(StandardCharsets.US_ASCII));
            List<String> initdb = asOrdinaryUser("initdb", "-D", fresh.toString(), "-U", NAME);
            initdb.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile, "--encoding=UTF8"));
            // Built in: the same order of text on every machine, whatever locales it has.
            initdb.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
            Path log = home.log("initdb");
            Process process = new ProcessBuilder(initdb)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StackProblem(
                        "PostgreSQL's data folder could not be made:\n"
                                + Files.readString(log).strip(),
                        "As root it needs user namespaces (unshare -U); otherwise run ./visita as another user.");
            }
            Files.move(fresh, home.data(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackProblem("PostgreSQL's data folder could not be made: " + e, "Check " + home.folder(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run ./visita up again.", e);
        } finally {
            Home.deleteAll(passwordFile);
        }
    }

    /**
     * PostgreSQL refuses to start while the number in its file belongs to any process, be it one that got the number
     * since, or the old server as a zombie that nobody reaped. The file is stale once none of its processes is left: all
     * of them, those that serve sessions too, work in the data folder, and while one does the file must stay.
     */
    private void removeStalePidFile() {
        Path file = home.data(NAME).resolve("postmaster.pid");
        if (!Files.exists(file)) return;
        Await.until(LEFTOVERS_END, Duration.ofMillis(50), () -> !OwnedProcess.anyWorksIn(home.data(NAME)));
        if (!OwnedProcess.anyWorksIn(home.data(NAME))) Home.deleteAll(file);
    }

    /** PostgreSQL refuses to run as root; inside a user namespace of its own it is nobody, and still owns its files. */
    private List<String> asOrdinaryUser(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) command.addAll(List.of("unshare", "--user"));
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }
}
