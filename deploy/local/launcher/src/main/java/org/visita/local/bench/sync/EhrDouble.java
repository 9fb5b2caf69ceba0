package org.visita.local.bench.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/** An EHR that answers at once. One thread: it shares the processor with what is measured, so it has to be cheap. */
final class EhrDouble implements AutoCloseable {

    private final Selector selector;
    private final ServerSocketChannel server;
    private final EhrRecords records;
    private final Thread thread;

    /** @param name of its thread, 15 characters at most, by which its processor time is told */
    EhrDouble(String name, EhrRecords records) {
        this.records = records;
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().name(name).start(this::serve);
    }

    /** Base of its FHIR API. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.socket().getLocalPort() + "/fhir");
    }

    EhrRecords records() {
        return records;
    }

    String thread() {
        return thread.getName();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (ClosedSelectorException ended) {
            // As asked.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                new EhrCaller(server.accept(), selector);
            } else {
                serve((EhrCaller) key.attachment());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(EhrCaller caller) throws IOException {
        try {
            boolean open = caller.read();
            for (Optional<EhrRequest> request = caller.next(); request.isPresent(); request = caller.next()) {
                caller.answer(records.answer(request.get()));
            }
            if (!open) caller.close();
        } catch (IOException gone) {
            caller.close();
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
