package org.visita.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Hangs up on a caller that has begun a request and does not come to the end of its head: an idle time-out never comes
 * where one byte arrives every few seconds. One timer for each connection, none for a request. Lives on one event loop.
 */
public final class ConnectionWatch extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<ConnectionWatch> KEY = AttributeKey.valueOf(ConnectionWatch.class, "watch");

    private final long patienceNanos;
    private final Overheard overheard;

    private Future<?> timer;
    private long begunAt;
    private boolean begun;

    /** Null over HTTP/1. */
    private UnreadStreams streams;

    private int answering;
    private boolean awaits;
    private boolean reads;
    private boolean condemned;

    ConnectionWatch(Duration patience, Overheard overheard) {
        this.patienceNanos = patience.toNanos();
        this.overheard = overheard;
    }

    /** The head of a request is whole; what comes from now on belongs to its body, until {@link #answered}. */
    public static void arrived(HttpServerRequest request) {
        ConnectionWatch watch = of(request.connection());
        if (watch != null) {
            watch.begun = false;
            watch.answering++;
            if (watch.streams != null) {
                watch.streams.arrived(request.response().streamId());
            }
        }
    }

    /** What comes from now on is the next request. Over HTTP/2 that is not to be told from all others. */
    public static void answered(HttpConnection connection, HttpVersion version) {
        ConnectionWatch watch = of(connection);
        if (watch != null && version != HttpVersion.HTTP_2) {
            watch.answering--;
        }
    }

    /** Nothing more is read on it: where one request ended and the next began, two servers could see differently. */
    public static void condemn(HttpConnection connection) {
        ConnectionWatch watch = of(connection);
        if (watch != null) {
            watch.condemned = true;
        }
    }

    /** Of a request that was read before: it is not to be answered. */
    public static boolean isCondemned(HttpConnection connection) {
        ConnectionWatch watch = of(connection);
        return watch != null && watch.condemned;
    }

    /** Null for a connection from before the watch was set up, at the start. */
    private static ConnectionWatch of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(KEY).get();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().attr(KEY).set(this);
        timer = context.executor()
                .scheduleWithFixedDelay(
                        () -> look(context), patienceNanos / 2, patienceNanos / 4, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        if (begun && System.nanoTime() - begunAt > patienceNanos) {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (condemned) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        if (answering == 0 && !begun) {
            begun = true;
            begunAt = System.nanoTime();
        }
        if (!reads) {
            awaitHandshake(context.pipeline());
            readUnreadable(context.pipeline());
        }
        context.fireChannelRead(bytes);
    }

    /** What is sent right behind it is read at once. */
    private void awaitHandshake(ChannelPipeline pipeline) {
        if (!awaits && pipeline.get("handshaker") != null) {
            awaits = true;
            pipeline.addBefore("handshaker", null, new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    context.fireUserEventTriggered(event);
                    readUnreadable(pipeline);
                    if (reads) {
                        pipeline.remove(this);
                    }
                }
            });
        }
    }

    /** As soon as Vert.x has set up the connection: after the handshake, where there is one. */
    private void readUnreadable(ChannelPipeline pipeline) {
        if (!reads && pipeline.get("handler") != null) {
            reads = true;
            if (pipeline.get("httpDecoder") != null) {
                pipeline.addBefore("handler", null, new UnreadableRequests());
            } else if (pipeline.get("handler") instanceof Http2ConnectionHandler http2) {
                streams = UnreadStreams.of(http2, pipeline.channel(), overheard);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timer.cancel(false);
        context.fireChannelInactive();
    }
}
