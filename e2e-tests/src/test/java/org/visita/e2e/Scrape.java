package org.visita.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.visita.e2e.PromQl.Selector;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;

/** What the metrics ports of all services tell at one time. */
record Scrape(List<Selector> series) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*\\})? \\S+");

    static Scrape of(LocalStack stack) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new Scrape(Arrays.stream(Service.values())
                    .flatMap(service -> get(http, stack.metrics(service)).lines())
                    .filter(line -> !line.startsWith("#"))
                    .map(Scrape::series)
                    .toList());
        }
    }

    /** Labels that the scraper adds are not looked at. */
    boolean has(Selector selector) {
        Map<String, String> wanted = new HashMap<>(selector.equal());
        wanted.keySet().removeAll(List.of("job", "instance", "service"));
        return series.stream()
                .anyMatch(each -> each.metric().equals(selector.metric())
                        && each.equal().entrySet().containsAll(wanted.entrySet()));
    }

    /** Of the gateway, now, about one service; 0 if there is none. */
    static double value(LocalStack stack, String metric, String service) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return get(http, stack.metrics(Service.GATEWAY))
                    .lines()
                    .filter(line -> line.startsWith(metric + "{") && line.contains("service=\"" + service + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    private static Selector series(String line) {
        var parts = SERIES.matcher(line);
        if (!parts.lookingAt()) throw new IllegalArgumentException("No series: " + line);
        Map<String, String> labels = new HashMap<>();
        if (parts.group(2) != null) {
            LABEL.matcher(parts.group(2)).results().forEach(each -> labels.put(each.group(1), each.group(2)));
        }
        return new Selector(parts.group(1), labels);
    }

    private static String get(HttpClient http, URI address) {
        try {
            // The text form of Prometheus, which it asks for by default.
            return http.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(PATIENCE)
                                    .header("Accept", "text/plain;version=0.0.4")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException away) {
            throw new UncheckedIOException(address + " does not answer", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
