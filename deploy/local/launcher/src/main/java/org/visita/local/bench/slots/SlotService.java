package org.visita.local.bench.slots;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.visita.local.bench.ServiceTokens;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.GatewayProblem;
import org.visita.local.stack.Await;
import org.visita.local.stack.StackProblem;

/** {@code GET /v1/slots} of the service under load. */
final class SlotService {

    private static final Duration CATCHES_UP = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TELLS_EVERY = 10;
    private static final int MIXED = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI address;
    private final ServiceTokens tokens;
    private final Gateway api;
    private final Consumer<String> notes;

    SlotService(URI address, ServiceTokens tokens, Gateway api, Consumer<String> notes) {
        this.address = address;
        this.tokens = tokens;
        this.api = api;
        this.notes = notes;
    }

    /**
     * Waits until the service knows every visit: a month of each practitioner, and some of the searches that are about to
     * be timed, have to be what the naive search lists, and complete.
     */
    void awaitAll(LoadedClinic clinic) {
        SearchMix mix = new SearchMix(clinic, 0);
        List<Search> searches = new ArrayList<>(mix.searches(MIXED));
        searches.addAll(mix.monthOfEverybody());
        List<String> differences = new ArrayList<>();
        boolean current = Await.until(CATCHES_UP, PAUSE, () -> {
            Optional<String> difference = searches.stream()
                    .map(search -> difference(search, clinic))
                    .flatMap(Optional::stream)
                    .findFirst();
            difference.ifPresent(differences::add);
            if (differences.size() % TELLS_EVERY == 0) difference.ifPresent(notes);
            return difference.isEmpty();
        });
        if (!current) {
            throw new StackProblem(
                    "After " + CATCHES_UP.toMinutes() + " minutes the service still differs from what was booked: "
                            + differences.getLast().strip(),
                    "The benchmark times nothing that is wrong; see what the search is doing.");
        }
    }

    HttpRequest request(Search search) {
        return HttpRequest.newBuilder(address.resolve("/v1/slots?" + search.query()))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.current())
                .header("Accept", "application/json")
                .build();
    }

    /** What is wrong with an answer; one that may be out of date is wrong, for nothing is booked meanwhile. */
    static Optional<String> objection(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return Optional.of("status " + response.statusCode() + ": " + response.body());
        }
        return response.body().contains("\"complete\":true") ? Optional.empty() : Optional.of("it is not complete");
    }

    private Optional<String> difference(Search search, LoadedClinic clinic) {
        try {
            JsonNode answer = api.get("/v1/slots", search.parameters());
            if (!answer.path("complete").asBoolean()) return Optional.of("  it is not complete yet");
            List<FreeSlot> listed = new ArrayList<>();
            answer.path("slots")
                    .forEach(slot -> listed.add(new FreeSlot(
                            OffsetDateTime.parse(slot.path("start").asText()).toInstant(),
                            slot.path("practitionerId").asText())));
            List<FreeSlot> expected = search.expected(clinic.visits());
            return listed.equals(expected)
                    ? Optional.empty()
                    : Optional.of("  by %s it lists %d slots, not the %d that are free"
                            .formatted(search.by(), listed.size(), expected.size()));
        } catch (GatewayProblem problem) {
            // Not seen yet: what it is asked for is still on its way to where it searches.
            if (problem.status() == 401 || problem.status() == 403) throw problem;
            return Optional.of("  " + problem.getMessage());
        }
    }
}
