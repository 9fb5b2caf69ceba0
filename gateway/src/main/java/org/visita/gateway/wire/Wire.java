package org.visita.gateway.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.TCPServerBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.time.Duration;
import org.visita.gateway.GatewayConfig;

/**
 * Stands at the sockets that the public server listens at, and sends a watch along with each connection: of a request
 * that is not whole Vert.x says nothing, and of one that it cannot read it says too little. There is no public way in, so
 * this goes by a private field of Vert.x 4.5; a test notices when that is gone.
 */
@ApplicationScoped
class Wire {

    private final VertxInternal vertx;
    private final HttpServer server;
    private final Duration patience;
    private final Overheard overheard;

    @Inject
    Wire(Vertx vertx, HttpServer server, GatewayConfig config, Overheard overheard) {
        this.vertx = (VertxInternal) vertx;
        this.server = server;
        this.patience = config.pipe().headTimeout();
        this.overheard = overheard;
    }

    void plain(@ObservesAsync HttpServerStart started) {
        stand(server.getPort());
    }

    void tls(@ObservesAsync HttpsServerStart started) {
        stand(server.getSecurePort());
    }

    private void stand(int port) {
        vertx.sharedTCPServers(HttpServerImpl.class).values().stream()
                .filter(listening -> listening.actualPort() == port)
                .forEach(listening -> socketOf(listening)
                        .onSuccess(socket -> socket.pipeline().addFirst(new Companion())));
    }

    private static Future<Channel> socketOf(TCPServerBase listening) {
        try {
            Field bound = TCPServerBase.class.getDeclaredField("bindFuture");
            bound.setAccessible(true);
            Future<?> socket = (Future<?>) bound.get(listening);
            return socket.map(Channel.class::cast);
        } catch (ReflectiveOperationException another) {
            throw new IllegalStateException("this Vert.x keeps its socket elsewhere", another);
        }
    }

    private final class Companion extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).pipeline().addLast(new ConnectionWatch(patience, overheard));
            context.fireChannelRead(accepted);
        }
    }
}
