package org.visita.availability;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.Actor;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.topics.EventJson;

/** Puts events where this service finds them. */
public final class Topic {

    /** Of {@code booking.events}. */
    public static final int PARTITIONS = Topics.ALL.stream()
            .filter(topic -> topic.name().equals(Topics.BOOKING_EVENTS))
            .findFirst()
            .orElseThrow()
            .partitions();

    private static KafkaProducer<String, byte[]> producer;

    private Topic() {}

    public static void send(CatalogEntry entry) {
        send(Topics.AVAILABILITY_CATALOG, entry.kind() + "/" + entry.id(), EventJson.write(entry));
    }

    public static void send(BookingSnapshot booking) {
        send(booking.id(), booking);
    }

    /** @param key of the record, which decides on its partition */
    public static void send(String key, BookingSnapshot booking) {
        sendBytes(key, EventJson.write(event(booking)));
    }

    /** One each to all partitions, behind everything that was sent before. */
    public static void sendToAllPartitions(Supplier<BookingSnapshot> bookings) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            producer()
                    .send(new ProducerRecord<>(
                            Topics.BOOKING_EVENTS, partition, "marker", EventJson.write(event(bookings.get()))));
        }
    }

    public static void sendBytes(String key, byte[] value) {
        send(Topics.BOOKING_EVENTS, key, value);
    }

    public static BookingEvent event(BookingSnapshot booking) {
        return new BookingEvent(
                UUID.randomUUID().toString(),
                booking.version() == 1 ? "booking.created" : "booking.updated",
                booking.updatedAt(),
                booking,
                List.of(),
                new Actor(Actor.Kind.KEY, "testkey00001"),
                "api");
    }

    private static void send(String topic, String key, byte[] value) {
        producer().send(new ProducerRecord<>(topic, key, value));
    }

    private static synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
