package org.visita.gateway.limit;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;

/** A way to a server on which every answer is late. */
final class SlowProxy {

    private final NetServer server;
    private final Vertx vertx;
    private volatile long delayMillis;

    SlowProxy(Vertx vertx, int port) {
        this.vertx = vertx;
        NetClient client = vertx.createNetClient();
        this.server = vertx.createNetServer()
                .connectHandler(caller -> {
                    caller.pause();
                    client.connect(port, "127.0.0.1").onSuccess(there -> {
                        caller.handler(there::write).closeHandler(gone -> there.close());
                        there.handler(answer -> later(() -> caller.write(answer)))
                                .closeHandler(gone -> caller.close());
                        caller.resume();
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    private void later(Runnable write) {
        if (delayMillis == 0) {
            write.run();
        } else {
            vertx.setTimer(delayMillis, due -> write.run());
        }
    }
}
