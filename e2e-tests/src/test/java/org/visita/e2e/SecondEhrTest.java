package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What makes it worth a second one: here it differs from the EHR of the stack. */
class SecondEhrTest {

    private static SecondEhr ehr;

    @BeforeAll
    static void start() {
        ehr = SecondEhr.start();
    }

    @AfterAll
    static void stop() {
        if (ehr != null) ehr.close();
    }

    @Test
    void a_stale_write_by_id_answers_412() {
        HttpResponse<String> created = create("stale");
        JsonNode record = SecondEhr.json(created);
        String etag = created.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> first = ehr.replace(record, etag);
        HttpResponse<String> second = ehr.replace(record, etag);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(412);
    }

    @Test
    void a_write_of_the_same_is_a_version_of_its_own_and_versions_are_no_numbers() {
        HttpResponse<String> created = create("same");
        String etag = created.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = ehr.replace(SecondEhr.json(created), etag);

        assertThat(again.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(created.headers().firstValue("ETag"));
        assertThat(etag).matches("W/\"[0-9a-f-]{36}\"");
        assertThat(ehr.history(SecondEhr.json(created))).hasSize(2);
        assertThat(ehr.history(SecondEhr.json(created)).getLast().at("/meta/versionId"))
                .isEqualTo(SecondEhr.json(again).at("/meta/versionId"));
    }

    @Test
    void of_many_creations_at_once_one_creates() {
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 16)
                .mapToObj(any -> CompletableFuture.supplyAsync(() -> create("once")))
                .toList();

        assertThat(all.stream().map(each -> each.join().statusCode()))
                .hasSize(16)
                .containsOnlyOnce(201)
                .containsOnly(200, 201);
        assertThat(all.stream()
                        .map(each -> SecondEhr.json(each.join()).path("id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void takes_no_id_from_a_client() {
        ObjectNode mine = SecondEhr.json(create("mine")).deepCopy();

        assertThat(ehr.replace(mine.put("id", "mine"), "W/\"1\"").statusCode()).isEqualTo(404);
    }

    @Test
    void a_colleague_comes_first() {
        HttpResponse<String> created = create("colleague");
        JsonNode record = SecondEhr.json(created);
        ehr.editBeforeNextWrite(record, JsonNodeFactory.instance.objectNode().put("comment", "theirs"));

        HttpResponse<String> late =
                ehr.replace(record, created.headers().firstValue("ETag").orElseThrow());

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(ehr.history(record).getLast().path("comment").asText()).isEqualTo("theirs");
        assertThat(ehr.answered()).contains(new SecondEhr.Answered("PUT", "Appointment", 412));
    }

    private static HttpResponse<String> create(String value) {
        return ehr.create("""
                {"resourceType":"Appointment","status":"booked","identifier":[{"system":"urn:test","value":"%s"}]}""".formatted(value), "urn:test%7C" + value);
    }
}
