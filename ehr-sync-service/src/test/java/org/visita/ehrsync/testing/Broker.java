package org.visita.ehrsync.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.topics.EventJson;

/** Sends what the other services would send. */
public final class Broker {

    private static KafkaProducer<String, byte[]> producer;

    private Broker() {}

    public static void send(BookingSnapshot booking) {
        send(Samples.event(booking));
    }

    public static void send(BookingEvent event) {
        send(record(event));
    }

    /** Thousands, in this order; returns when the broker has the last. */
    public static void sendAll(List<BookingSnapshot> bookings) {
        bookings.stream()
                .map(booking -> producer().send(record(Samples.event(booking))))
                .toList()
                .forEach(Broker::await);
    }

    public static void send(CatalogEntry entry) {
        send(new ProducerRecord<>(
                Topics.AVAILABILITY_CATALOG, entry.kind() + "/" + entry.id(), EventJson.write(entry)));
    }

    /** Returns when the broker has it. */
    public static void send(ProducerRecord<String, byte[]> record) {
        await(producer().send(record));
    }

    private static ProducerRecord<String, byte[]> record(BookingEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.BOOKING_EVENTS, event.booking().id(), EventJson.write(event));
        header(record, CloudEventHeaders.ID, event.eventId());
        header(record, CloudEventHeaders.TYPE, event.type());
        header(record, CloudEventHeaders.TRACE_PARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return record;
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers, "acks", "all"),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }
}
