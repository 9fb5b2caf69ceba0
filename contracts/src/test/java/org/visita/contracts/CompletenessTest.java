package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.testing.ContractSamples;
import org.visita.contracts.testing.ContractSchemas;

/** Types, schemas and samples: none without the others. */
class CompletenessTest {

    private static final Set<String> SUBJECTS = Stream.concat(
                    Stream.of(EventType.values()).map(EventType::code), Stream.of(ContractSchemas.DEAD_LETTER_HEADERS))
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void every_type_has_a_schema_and_every_schema_a_type() {
        Set<String> files = ContractFiles.namesIn(ContractFiles.SCHEMAS, ".json");

        assertThat(files).allMatch(file -> file.matches("[a-z.-]+\\.v[1-9][0-9]*\\.json"));
        assertThat(files.stream()
                        .map(file -> file.replaceFirst("\\.v[0-9]+\\.json$", ""))
                        .collect(Collectors.toSet()))
                .isEqualTo(SUBJECTS);
        assertThat(files)
                .containsAll(Stream.of(EventType.values())
                        .map(ContractFiles::schemaOf)
                        .toList());
    }

    @Test
    void every_type_has_samples_and_every_sample_a_type() {
        assertThat(ContractFiles.namesIn(ContractFiles.SAMPLES, ""))
                .isEqualTo(Stream.concat(SUBJECTS.stream(), olderVersions()).collect(Collectors.toSet()));
        for (String subject : SUBJECTS) {
            assertThat(ContractFiles.namesIn(ContractFiles.SAMPLES.resolve(subject), ".json"))
                    .as(subject)
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static Stream<String> olderVersions() {
        return Stream.of(EventType.values()).flatMap(type -> IntStream.range(1, type.schemaVersion())
                .mapToObj(version -> type.code() + ".v" + version));
    }

    @Test
    void samples_of_older_versions_are_found_after_those_of_today() {
        assertThat(ContractSamples.of(EventType.BOOKING_CANCELLED))
                .extracting(ContractSamples.Sample::name)
                .startsWith("booking.cancelled/as-a-duplicate")
                .endsWith("booking.cancelled.v2/without-room")
                .containsSubsequence("booking.cancelled.v1/without-room", "booking.cancelled.v2/as-a-duplicate");
    }

    @Test
    void samples_are_found_in_order_of_name() {
        assertThat(ContractSamples.of(EventType.PATIENT_CHANGED))
                .extracting(ContractSamples.Sample::name)
                .containsExactly("patient.changed/changed", "patient.changed/created");
    }

    @Test
    void topics_are_listed_once_each_and_every_type_goes_to_one_of_them() {
        List<String> listed = Topics.ALL.stream().map(Topic::name).toList();

        assertThat(listed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ContractFiles.constants(Topics.class));
        assertThat(EventType.values()).extracting(EventType::topic).isSubsetOf(listed);
        assertThat(Topics.ALL).allMatch(topic -> topic.partitions() >= 1);
    }
}
