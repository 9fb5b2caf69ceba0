package org.visita.local.bench.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.VisitTypeEntry;

/**
 * A clinic that never closes: 400 practitioners at one location, each from 0 to 24 h on every day, with one visit type of
 * five minutes and 20,000 patients.
 *
 * @param id of the tenant
 */
record BookedClinic(String id, String visitType, String location, Deck deck) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final int VERSION = 1;

    static BookedClinic of(String id, Deck deck) {
        List<UUID> any = new Deck(deck.first(), 0).practitioners();
        return new BookedClinic(id, any.get(0).toString(), any.get(1).toString(), deck);
    }

    /**
     * Tells the catalog on its topic, and returns when the broker has it. The patients are written to where the service
     * keeps which there are: it takes events of new patients one by one.
     */
    void tell(String bootstrapServers, Connection database) throws SQLException {
        Map<String, Object> config =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 20);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            tell(producer, CatalogEntry.of(location, id, VERSION, new LocationEntry("Europe/Berlin", List.of(), null)));
            tell(producer, CatalogEntry.of(visitType, id, VERSION, fiveMinutes()));
            deck.practitioners().forEach(practitioner -> tell(producer, practitioner.toString()));
            addPatients(database);
        }
    }

    private void addPatients(Connection database) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("insert into known_patient (clinic, id) select ?, unnest(?::uuid[])")) {
            insert.setString(1, id);
            insert.setArray(2, database.createArrayOf("uuid", deck.patients().toArray()));
            insert.executeUpdate();
        }
    }

    private static VisitTypeEntry fiveMinutes() {
        return new VisitTypeEntry(
                Deck.VISIT,
                Deck.VISIT,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(365),
                false,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                1,
                List.of(),
                OfferedModality.IN_PERSON,
                List.of(),
                false);
    }

    private void tell(Producer<String, byte[]> producer, String practitioner) {
        tell(
                producer,
                CatalogEntry.of(practitioner, id, VERSION, new PractitionerEntry(List.of(), List.of(), List.of())));
        List<ScheduleEntry.Window> windows = Arrays.stream(DayOfWeek.values())
                .map(day -> new ScheduleEntry.Window(day.name().toUpperCase(Locale.ROOT), "00:00", "24:00"))
                .toList();
        tell(
                producer,
                CatalogEntry.of(
                        UUID.randomUUID().toString(),
                        id,
                        VERSION,
                        new ScheduleEntry(practitioner, location, null, null, windows, OfferedModality.EITHER)));
    }

    private static void tell(Producer<String, byte[]> producer, CatalogEntry entry) {
        String key = entry.kind().name().toLowerCase(Locale.ROOT) + "/" + entry.id();
        send(producer, Topics.AVAILABILITY_CATALOG, key, entry);
    }

    private static void send(Producer<String, byte[]> producer, String topic, String key, Object event) {
        try {
            producer.send(new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(event)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
