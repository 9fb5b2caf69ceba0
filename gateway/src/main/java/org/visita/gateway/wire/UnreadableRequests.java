package org.visita.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Puts a request that says only what was wrong in the place of one that cannot be read, so that the door refuses it like
 * any other: with a code, and against the limit of its address. Netty reads nothing more on such a connection.
 */
final class UnreadableRequests extends ChannelInboundHandlerAdapter {

    private static final String PLAIN_MARKS = "-._?=&";

    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest half
                && half.decoderResult().cause() instanceof PrematureChannelClosureException) {
            // Its head never came to an end, and whoever sent it is gone: there is no request, and nobody to answer.
            ReferenceCountUtil.release(half);
        } else if (message instanceof HttpRequest request
                && request.decoderResult().isFailure()) {
            replace(context, request, reason(request.decoderResult()));
        } else if (message instanceof HttpRequest request && !isVersion(request.protocolVersion())) {
            // Vert.x answers it before the door, or not at all, as it is set up.
            replace(context, request, Unreadable.Reason.BROKEN);
        } else if (message instanceof HttpRequest request && !isAddress(request.uri())) {
            replace(context, request, Unreadable.Reason.BROKEN);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void replace(ChannelHandlerContext context, HttpRequest request, Unreadable.Reason reason) {
        over = true;
        ReferenceCountUtil.release(request);
        DefaultHttpRequest instead =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, Unreadable.because(reason));
        // Without a host nothing gets as far as the door.
        instead.headers().set(HttpHeaderNames.HOST, "unreadable");
        instead.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.fireChannelRead(instead);
        context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static boolean isVersion(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    /** What is none by RFC 2396 Quarkus answers before the door, with nothing but a status. */
    static boolean isAddress(String uri) {
        if (uri.startsWith("//")) {
            return isUri(uri);
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '/' && c <= '9';
            if (!plain && PLAIN_MARKS.indexOf(c) < 0) {
                return isUri(uri);
            }
        }
        return true;
    }

    private static boolean isUri(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static Unreadable.Reason reason(DecoderResult result) {
        return switch (result.cause()) {
            case TooLongHttpLineException line -> Unreadable.Reason.ADDRESS_TOO_LONG;
            case TooLongHttpHeaderException headers -> Unreadable.Reason.HEADERS_TOO_LARGE;
            default -> Unreadable.Reason.BROKEN;
        };
    }
}
