package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.EventType;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.testing.ContractSamples;
import org.visita.kit.topics.EventJson;

class KeyNewsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeySignature signature = new KeySignature(Peppers.of(1, "ours"));
    private final KeyTable table = new KeyTable();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KeyNews news = new KeyNews(table, signature, metrics);

    static List<ContractSamples.Sample> samples() {
        return ContractSamples.of(EventType.ACCESS_KEY_CHANGED);
    }

    static Stream<String> fields() {
        return Stream.of(
                "keyId",
                "clinic",
                "version",
                "hash",
                "pepperVersion",
                "previous",
                "scopes",
                "practitioners",
                "locations",
                "networks",
                "origins",
                "publicKeys",
                "status",
                "expiresAt",
                "perSecond",
                "perMinute");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void believes_what_a_gateway_signed_as_it_stands_on_the_topic(ContractSamples.Sample sample) {
        AccessKey key = read(sample.payload());

        news.read(read(EventJson.write(signature.sign(key))));

        assertThat(table.find(key.keyId())).isPresent();
        assertThat(refused()).isZero();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void believes_nothing_that_nobody_signed(ContractSamples.Sample sample) {
        news.read(read(sample.payload()));

        assertThat(table.size()).isZero();
        assertThat(refused()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_signature_is_over_every_field(String field) throws IOException {
        ObjectNode signed = (ObjectNode) JSON.readTree(EventJson.write(signature.sign(full())));

        assertThat(signature.isRight(read(JSON.writeValueAsBytes(signed)))).isTrue();
        signed.set(field, other(field, signed.path(field)));
        assertThat(signature.isRight(read(JSON.writeValueAsBytes(signed))))
                .as(field)
                .isFalse();
    }

    @Test
    void the_same_words_in_other_fields_are_another_key() throws IOException {
        ObjectNode signed = (ObjectNode) JSON.readTree(EventJson.write(signature.sign(full())));
        JsonNode practitioners = signed.get("practitioners");

        signed.set("practitioners", signed.get("locations"));
        signed.set("locations", practitioners);

        assertThat(signature.isRight(read(JSON.writeValueAsBytes(signed)))).isFalse();
    }

    @Test
    void a_signature_with_another_pepper_is_wrong_and_one_with_an_older_of_ours_is_right() {
        AccessKey byOthers = new KeySignature(Peppers.of(1, "theirs")).sign(full());
        AccessKey byNext = new KeySignature(Peppers.of(2, "next")).sign(full());
        KeySignature after = new KeySignature(Peppers.of(2, "next", Map.of(1, "ours")));

        assertThat(signature.isRight(byOthers)).isFalse();
        assertThat(signature.isRight(byNext)).isFalse();
        assertThat(after.isRight(byNext)).isTrue();
        assertThat(after.isRight(signature.sign(full()))).isTrue();
    }

    @Test
    void what_is_known_already_is_passed_over_whoever_says_it() {
        table.apply(full());

        news.read(full());

        assertThat(refused()).isZero();
    }

    private double refused() {
        return metrics.get("visita_gateway_keys_refused").counter().count();
    }

    private static JsonNode other(String field, JsonNode value) {
        if (value instanceof ArrayNode list) {
            return list.deepCopy().add("more");
        }
        if (value.isInt()) {
            return JSON.getNodeFactory().numberNode(value.asInt() + 1);
        }
        return switch (field) {
            case "previous" -> ((ObjectNode) value.deepCopy()).put("until", "2099-01-01T00:00:00Z");
            case "status" -> JSON.getNodeFactory().textNode("DISABLED");
            case "expiresAt" -> JSON.getNodeFactory().textNode("2098-01-01T00:00:00Z");
            default -> JSON.getNodeFactory().textNode(value.asText() + "0");
        };
    }

    /** With everything that a key may have. */
    private static AccessKey full() {
        return read("""
                {"keyId": "3fXk9QpL2aZb", "clinic": "c", "version": 4, "pepperVersion": 1,
                 "hash": "tl7bFUBS0f9Q9mTYMGKQm2LhYVCMXIhBWuPGfNvVFm8=",
                 "previous": {"hash": "tl7bFUBS0f9Q9mTYMGKQm2LhYVCMXIhBWuPGfNvVFm8=", "pepperVersion": 1,
                   "until": "2026-12-02T07:00:00Z"},
                 "scopes": ["slots:read"], "practitioners": ["p"], "locations": ["l"], "networks": ["192.0.2.0/24"],
                 "origins": ["https://a.example"], "publicKeys": ["{}"], "status": "ACTIVE",
                 "expiresAt": "2027-01-01T00:00:00.123456789Z", "perSecond": 1, "perMinute": 2}""".getBytes());
    }

    private static AccessKey read(byte[] record) {
        return EventJson.read(record, AccessKey.class);
    }
}
