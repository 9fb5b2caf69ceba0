package org.visita.gateway.pipe;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpMethod;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/** How often one request is tried: twice, and only where the service cannot have done anything the first time. */
final class Tries {

    private boolean mayConnectAgain = true;
    private boolean mayAskAgain;

    /** @param withBody a body that was sent is gone, if it was streamed */
    Tries(HttpMethod method, boolean withBody) {
        this.mayAskAgain = !withBody && (method == HttpMethod.GET || method == HttpMethod.HEAD);
    }

    /** Whether it was refused on the spot: nothing was sent, and the name may stand for another address as well. */
    boolean mayConnectAgain(Throwable failure) {
        boolean refused = failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException);
        boolean again = mayConnectAgain && refused;
        mayConnectAgain = false;
        return again;
    }

    /**
     * After the connection broke before an answer began, most likely a kept one that the service had just given up: a
     * question may be asked twice. A service that took all of its time is not asked again.
     */
    boolean mayAskAgainAfter(Throwable failure) {
        boolean again = mayAskAgain && !(failure instanceof TimeoutException);
        mayAskAgain = false;
        return again;
    }

    /** A connection that is not free is ours to worry about. */
    static boolean isFaultOfService(Throwable notOpened) {
        return !(notOpened instanceof TimeoutException) && !(notOpened instanceof ConnectionPoolTooBusyException);
    }
}
