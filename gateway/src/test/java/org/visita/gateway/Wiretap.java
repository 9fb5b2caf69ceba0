package org.visita.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/** Stands between the gateway and a service, and writes down what the service is sent, byte for byte. */
final class Wiretap {

    private static final int MOST_BYTES = 256 * 1024;

    private Buffer heard = Buffer.buffer();
    private final NetClient client;
    private final int servicePort;

    Wiretap(Vertx vertx, int servicePort) {
        this.client = vertx.createNetClient();
        this.servicePort = servicePort;
    }

    /** @return where it listens */
    int listen(Vertx vertx) {
        return vertx.createNetServer()
                .connectHandler(this::connect)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void connect(NetSocket caller) {
        caller.pause();
        client.connect(servicePort, "127.0.0.1")
                .onFailure(failure -> caller.close())
                .onSuccess(service -> {
                    caller.handler(piece -> {
                        hear(piece);
                        service.write(piece);
                    });
                    service.handler(caller::write);
                    caller.closeHandler(closed -> service.close());
                    service.closeHandler(closed -> caller.close());
                    caller.resume();
                });
    }

    private synchronized void hear(Buffer piece) {
        if (heard.length() < MOST_BYTES) {
            heard.appendBuffer(piece);
        }
    }

    /** What was heard since the last time. */
    synchronized String forget() {
        String text = heard.toString(StandardCharsets.ISO_8859_1);
        heard = Buffer.buffer();
        return text;
    }
}
