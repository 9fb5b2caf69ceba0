package org.visita.local.bench.gateway;

import java.net.URI;
import java.nio.file.Path;
import org.visita.local.stack.Checkout;

/** Spring Cloud Gateway with one worker, a key check, two limits and an access log. */
final class SpringGateway {

    private SpringGateway() {}

    static OwnServer start(Checkout checkout, Path folder, int port, String key, URI service) {
        return OwnServer.start(
                "Spring Cloud Gateway",
                port,
                folder,
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dreactor.netty.ioWorkerCount=1",
                        "-Dreactor.netty.http.server.accessLogEnabled=true",
                        "-cp",
                        checkout.classPath("spring-gateway"),
                        "org.visita.local.spring.SpringGateway",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--bench.key=" + key,
                        "--bench.upstream=" + service));
    }
}
