package org.visita.gateway.wire;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection at once. Vert.x first waits until the other side has taken what is written: one that takes nothing
 * would keep it, and what waits in it, for ever.
 */
public final class Scissors {

    private Scissors() {}

    public static void cut(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        if (channel.isOpen() && channel.pipeline().firstContext() != null) {
            // From the first handler on: the last one is Vert.x's, which waits.
            channel.pipeline().firstContext().close();
        }
    }
}
