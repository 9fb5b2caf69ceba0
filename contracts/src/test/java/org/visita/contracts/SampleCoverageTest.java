package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSamples.Sample;

/** A consumer that reads every sample has met everything that a producer can send. */
class SampleCoverageTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_field_stands_in_a_sample(EventType type) {
        Class<?> record = Payloads.recordOf(type);

        assertThat(RecordFields.of(record).keySet()).allMatch(path -> samplesOf(record)
                .flatMap(sample -> RecordFields.valuesAt(path, sample))
                .findAny()
                .isPresent());
    }

    @Test
    void every_value_of_every_enumeration_stands_in_a_sample() {
        Map<Class<?>, Set<String>> met = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            Class<?> record = Payloads.recordOf(type);
            RecordFields.of(record).forEach((path, field) -> {
                if (field.isEnum()) {
                    samplesOf(record)
                            .flatMap(sample -> RecordFields.valuesAt(path, sample))
                            .forEach(value -> met.computeIfAbsent(field, unmet -> new TreeSet<>())
                                    .add(value.asText()));
                }
            });
        }

        assertThat(met).hasSizeGreaterThan(5);
        met.forEach(
                (field, values) -> assertThat(values).as(field.getSimpleName()).isEqualTo(namesOf(field)));
    }

    private static Stream<JsonNode> samplesOf(Class<?> record) {
        return Stream.of(EventType.values())
                .filter(type -> Payloads.recordOf(type) == record)
                .flatMap(type -> ContractSamples.current(type).stream())
                .map(SampleCoverageTest::parse);
    }

    private static Set<String> namesOf(Class<?> enumeration) {
        return Stream.of(enumeration.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode parse(Sample sample) {
        try {
            return Payloads.JSON.readTree(sample.payload());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
