package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private final JsonNode document = read();

    @Test
    void channels_are_the_topics_with_their_partitions_and_what_is_kept() {
        Map<String, Topic> described = new TreeMap<>();
        document.path("channels").forEach(channel -> {
            JsonNode kafka = channel.path("bindings").path("kafka");
            JsonNode config = kafka.path("topicConfiguration");
            String name = channel.path("address").asText();
            boolean compacted = config.path("cleanup.policy").path(0).asText().equals("compact");
            boolean keptForGood = config.path("retention.ms").asInt() == -1;
            described.put(name, new Topic(name, kafka.path("partitions").asInt(), compacted, keptForGood));
        });

        assertThat(described.values()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void messages_of_a_channel_are_the_types_of_its_topic() {
        Map<String, Set<String>> described = new TreeMap<>();
        document.path("channels").forEach(channel -> channel.path("messages").forEach(reference -> described
                .computeIfAbsent(channel.path("address").asText(), address -> new TreeSet<>())
                .add(resolve(reference).path("name").asText())));

        Map<String, Set<String>> expected = Stream.of(EventType.values())
                .collect(Collectors.groupingBy(
                        EventType::topic,
                        TreeMap::new,
                        Collectors.mapping(EventType::code, Collectors.toCollection(TreeSet::new))));
        expected.put(Topics.BOOKING_EVENTS_DEAD_LETTER, Set.of(Topics.BOOKING_EVENTS_DEAD_LETTER));
        assertThat(described).isEqualTo(expected);
    }

    @Test
    void every_message_has_a_key_and_its_payload_is_the_published_schema() {
        Map<String, String> schemas = new TreeMap<>();
        document.path("components").path("messages").forEach(message -> {
            String name = message.path("name").asText();
            assertThat(message.at("/bindings/kafka/key/type").asText()).as(name).isEqualTo("string");
            if (!name.equals(Topics.BOOKING_EVENTS_DEAD_LETTER)) {
                schemas.put(name, message.at("/payload/$ref").asText());
                assertThat(message.at("/traits/0/$ref").asText())
                        .as(name)
                        .isEqualTo("#/components/messageTraits/cloudEvent");
            }
        });

        assertThat(schemas)
                .isEqualTo(Stream.of(EventType.values())
                        .collect(Collectors.toMap(
                                EventType::code, type -> "./schemas/" + ContractFiles.schemaOf(type))));
    }

    @Test
    void every_schema_file_is_referred_to() {
        Set<String> current = Stream.of(EventType.values())
                .map(ContractFiles::schemaOf)
                .collect(Collectors.toCollection(TreeSet::new));
        String headers =
                document.at("/components/messages/deadLetter/headers/$ref").asText();
        current.add(headers.replace("./schemas/", ""));

        // Older versions of a type stay in the folder, for consumers that know no other.
        Set<String> published = ContractFiles.namesIn(ContractFiles.SCHEMAS, ".json");
        assertThat(published).containsAll(current);
        assertThat(published.stream().map(AsyncApiTest::subject).collect(Collectors.toSet()))
                .isEqualTo(current.stream().map(AsyncApiTest::subject).collect(Collectors.toSet()));
    }

    @Test
    void headers_are_those_of_the_code() {
        JsonNode headers = document.at("/components/messageTraits/cloudEvent/headers");
        List<String> described = headers.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(ContractFiles.constants(CloudEventHeaders.class));
    }

    @Test
    void every_channel_can_be_sent_to_by_one_operation() {
        assertThat(document.path("operations"))
                .extracting(operation -> operation.at("/channel/$ref").asText())
                .containsExactlyInAnyOrderElementsOf(document.path("channels")
                        .propertyStream()
                        .map(channel -> "#/channels/" + channel.getKey())
                        .toList());
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(1));
    }

    private static String subject(String file) {
        return file.replaceFirst("\\.v[0-9]+\\.json$", "");
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(ContractFiles.RESOURCES.resolve("asyncapi.yaml").toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
