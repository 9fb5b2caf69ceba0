package org.visita.gateway.wire;

/** Told of requests that were answered on the wire, and never came to the door. */
public interface Overheard {

    /** The head of an HTTP/2 stream could not be taken. On the event loop of the connection. */
    void unread(String peer, Unreadable.Reason reason);
}
