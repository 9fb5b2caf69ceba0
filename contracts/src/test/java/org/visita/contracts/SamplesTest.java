package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;
import org.visita.contracts.testing.ContractSchemas;

class SamplesTest {

    static Stream<Arguments> samples() {
        return Stream.of(EventType.values())
                .flatMap(type -> ContractSamples.current(type).stream().map(sample -> Arguments.of(type, sample)));
    }

    static Stream<Arguments> samplesOfOlderVersions() {
        return Stream.of(EventType.values()).flatMap(type -> IntStream.range(1, type.schemaVersion())
                .boxed()
                .flatMap(version -> ContractSamples.ofVersion(type, version).stream()
                        .map(sample -> Arguments.of(type, version, sample))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_is_what_a_producer_may_send(EventType type, Sample sample) {
        assertThat(ContractSchemas.violations(type, sample.payload())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_reads_into_its_record_and_is_written_back_the_same(EventType type, Sample sample)
            throws IOException {
        Record read = Payloads.JSON.readValue(sample.payload(), Payloads.recordOf(type));

        JsonNode written = Payloads.JSON.readTree(Payloads.JSON.writeValueAsBytes(read));
        assertThat(written).isEqualTo(Payloads.JSON.readTree(sample.payload()));
    }

    @ParameterizedTest
    @MethodSource("samplesOfOlderVersions")
    void every_sample_of_an_older_version_is_what_a_producer_could_send_then(
            EventType type, int version, Sample sample) {
        assertThat(ContractSchemas.violations(type, version, sample.payload())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samplesOfOlderVersions")
    void every_sample_of_an_older_version_reads_into_the_record_of_today_and_loses_nothing(
            EventType type, int version, Sample sample) throws IOException {
        Record read = Payloads.JSON.readValue(sample.payload(), Payloads.recordOf(type));

        JsonNode written = Payloads.JSON.readTree(Payloads.JSON.writeValueAsBytes(read));
        assertThat(keeps(Payloads.JSON.readTree(sample.payload()), written)).isTrue();
    }

    /** Whether all that was there is there still; what is new may stand beside it. */
    private static boolean keeps(JsonNode before, JsonNode after) {
        if (before.isValueNode()) {
            return before.equals(after);
        }
        if (before.isArray()) {
            return before.size() == after.size()
                    && IntStream.range(0, before.size())
                            .allMatch(index -> keeps(before.path(index), after.path(index)));
        }
        return before.propertyStream().allMatch(field -> keeps(field.getValue(), after.path(field.getKey())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_field_of_a_later_version_disturbs_no_consumer(EventType type, Sample sample) throws IOException {
        ObjectNode later = (ObjectNode) Payloads.JSON.readTree(sample.payload());
        later.put("addedLater", true);
        byte[] payload = Payloads.JSON.writeValueAsBytes(later);

        assertThat(ContractSchemas.violationsForAConsumer(type, payload)).isEmpty();
        assertThat(Payloads.JSON.readValue(payload, Payloads.recordOf(type)))
                .isEqualTo(Payloads.JSON.readValue(sample.payload(), Payloads.recordOf(type)));
    }

    @Test
    void every_sample_of_dead_letter_headers_fits_its_schema() throws IOException {
        for (Sample sample : ContractSamples.ofDeadLetterHeaders()) {
            Map<String, String> headers = new TreeMap<>();
            Payloads.JSON
                    .readTree(sample.payload())
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            assertThat(ContractSchemas.violations(headers)).as(sample.name()).isEmpty();
        }
    }
}
