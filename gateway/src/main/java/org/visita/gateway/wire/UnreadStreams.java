package org.visita.gateway.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees to it that each HTTP/2 stream which has a head is known to the door, or at least heard of: Netty answers large
 * headers itself, with 431 (RFC 9113, section 10.5.1), and Vert.x resets what it takes for malformed. Lives on one event
 * loop.
 */
final class UnreadStreams extends Http2ConnectionAdapter {

    private final Channel channel;
    private final Overheard overheard;
    private final Set<Integer> read = new HashSet<>();
    private final Set<Integer> atTheDoor = new HashSet<>();

    private UnreadStreams(Channel channel, Overheard overheard) {
        this.channel = channel;
        this.overheard = overheard;
    }

    static UnreadStreams of(Http2ConnectionHandler http2, Channel channel, Overheard overheard) {
        UnreadStreams streams = new UnreadStreams(channel, overheard);
        http2.connection().addListener(streams);
        streams.new Heads(http2.decoder(), http2.decoder().frameListener()).listen();
        return streams;
    }

    /** This one has come to the door, which sees to the rest. */
    void arrived(int stream) {
        atTheDoor.add(stream);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        boolean wasRead = read.remove(stream.id());
        if (!atTheDoor.remove(stream.id())
                && (wasRead || stream.isHeadersSent())
                && channel.remoteAddress() instanceof InetSocketAddress peer) {
            overheard.unread(
                    peer.getAddress().getHostAddress(),
                    wasRead ? Unreadable.Reason.BROKEN : Unreadable.Reason.HEADERS_TOO_LARGE);
        }
    }

    /** Stands before Vert.x, which takes its place at the decoder once more with the first settings. */
    private final class Heads extends Http2FrameListenerDecorator {

        private final Http2ConnectionDecoder decoder;

        private Heads(Http2ConnectionDecoder decoder, Http2FrameListener vertx) {
            super(vertx);
            this.decoder = decoder;
        }

        private void listen() {
            decoder.frameListener(this);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
            super.onSettingsRead(context, settings);
            Http2FrameListener now = decoder.frameListener();
            if (!(now instanceof Heads)) {
                new Heads(decoder, now).listen();
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean ended)
                throws Http2Exception {
            super.onHeadersRead(context, stream, readable(stream, headers), padding, ended);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean ended)
                throws Http2Exception {
            super.onHeadersRead(
                    context, stream, readable(stream, headers), dependency, weight, exclusive, padding, ended);
        }

        private Http2Headers readable(int stream, Http2Headers headers) {
            // What comes second are trailers, which have no address.
            return read.add(stream) && !isAddress(headers.path())
                    ? new DefaultHttp2Headers()
                            .method("GET")
                            .scheme("https")
                            .authority("unreadable")
                            .path(Unreadable.because(Unreadable.Reason.BROKEN))
                    : headers;
        }

        /** CONNECT has none, and is not taken here. */
        private static boolean isAddress(CharSequence path) {
            return path != null && UnreadableRequests.isAddress(path.toString());
        }
    }
}
