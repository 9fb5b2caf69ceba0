package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that are sent at once, and the proof that some of them were under way together. */
final class Race {

    private final List<Callable<Response>> requests = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** @return its place among the answers */
    int add(Callable<Response> request) {
        requests.add(() -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                return request.call();
            } finally {
                underWay.decrementAndGet();
            }
        });
        return requests.size() - 1;
    }

    /** The answers in the order in which the requests were added; they start in any. */
    List<Response> run() throws InterruptedException, ExecutionException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random());
        List<Response> shuffled = AtOnce.send(order.stream().map(requests::get).toList());
        assertThat(most.get()).as("requests under way at once").isGreaterThan(1);
        List<Response> answers = new ArrayList<>(shuffled);
        for (int i = 0; i < order.size(); i++) {
            answers.set(order.get(i), shuffled.get(i));
        }
        assertThat(answers).as("never shown").allSatisfy(answer -> assertThat(answer.statusCode())
                .as(answer.asString())
                .isLessThan(500));
        return answers;
    }

    static String code(Response answer) {
        return answer.jsonPath().getString("code");
    }
}
