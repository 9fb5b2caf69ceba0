package org.visita.local.bench.slots;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.visita.contracts.Actor;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.EventType;
import org.visita.contracts.Modality;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.local.stack.StackProblem;

/** Tells of bookings as booking-service would, without one that has to decide on each of them first. */
final class BookingStream implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final String clinic;
    private final Instant bookedAt;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    BookingStream(String bootstrapServers, String clinic, Instant bookedAt) {
        this.clinic = clinic;
        this.bookedAt = bookedAt;
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends {@code booking.created} for every visit, and returns when the broker has them all. */
    void send(LoadedClinic loaded) {
        for (LoadedClinic.Doctor doctor : loaded.practitioners()) {
            for (Visit visit : loaded.visits().get(doctor.id())) {
                send(booking(doctor, visit, loaded.visitTypes().get(visit.length())));
            }
        }
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new StackProblem("Bookings could not be sent: " + failed.getMessage(), "Try again.", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private BookingSnapshot booking(LoadedClinic.Doctor doctor, Visit visit, String visitType) {
        return new BookingSnapshot(
                id(),
                clinic,
                1,
                BookingStatus.BOOKED,
                id(),
                visitType,
                doctor.id(),
                doctor.location(),
                null,
                visit.start(),
                visit.end(),
                ClinicHours.ZONE.getId(),
                visit.start(),
                visit.end(),
                bookedAt,
                bookedAt,
                null,
                List.of(),
                Modality.IN_PERSON,
                null,
                null);
    }

    private void send(BookingSnapshot booking) {
        BookingEvent event = new BookingEvent(
                id(),
                EventType.BOOKING_CREATED.code(),
                bookedAt,
                booking,
                List.of(),
                new Actor(Actor.Kind.KEY, "bench"),
                "api");
        try {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topics.BOOKING_EVENTS, booking.id(), JSON.writeValueAsBytes(event));
            Map.of(
                            CloudEventHeaders.SPEC_VERSION, "1.0",
                            CloudEventHeaders.ID, event.eventId(),
                            CloudEventHeaders.TYPE, event.type(),
                            CloudEventHeaders.SOURCE, "/visita/bench",
                            CloudEventHeaders.SUBJECT, booking.id(),
                            CloudEventHeaders.TIME, bookedAt.toString(),
                            CloudEventHeaders.CONTENT_TYPE, "application/json",
                            CloudEventHeaders.DATA_SCHEMA, EventType.BOOKING_CREATED.dataSchema())
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record, (_, failed) -> {
                if (failed != null) failure.compareAndSet(null, failed);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String id() {
        return ids.generate().toString();
    }
}
