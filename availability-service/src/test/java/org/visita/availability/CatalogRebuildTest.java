package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.visita.contracts.EventType;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.testing.ContractSchemas;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** Who reads the compacted topic anew knows what those know who were there all the time. */
@AvailabilityTest
class CatalogRebuildTest {

    @Inject
    CatalogCopy ofTheService;

    @Test
    void a_copy_that_is_read_anew_is_the_one_that_lived_through_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Desk desk = Desk.ofNewClinic();
        int changes = live(desk, random);

        List<ConsumerRecord<String, byte[]>> history = awaitHistory(desk.clinic(), changes);
        assertThat(history)
                .allSatisfy(record -> assertThat(ContractSchemas.violations(EventType.CATALOG_CHANGED, record.value()))
                        .isEmpty());
        List<CatalogEntry> entries = history.stream()
                .map(record -> EventJson.read(record.value(), CatalogEntry.class))
                .toList();
        assertThat(entries).extracting(CatalogEntry::kind).contains(CatalogKind.values());
        assertThat(entries.stream().filter(CatalogEntry::deleted).map(CatalogEntry::kind))
                .contains(CatalogKind.values());

        Set<CatalogEntry> lived = state(desk.clinic(), entries);
        assertThat(lived).isNotEmpty();
        assertThat(state(desk.clinic(), compacted(entries, random)))
                .as("compacted, seed %d", seed)
                .isEqualTo(lived);
        assertThat(state(desk.clinic(), shuffledWithDuplicates(entries, random)))
                .as("shuffled with duplicates, seed %d", seed)
                .isEqualTo(lived);
        assertThat(new HashSet<>(ofTheService.entries(desk.clinic()))).isEqualTo(lived);
        assertThat(versionsInTheDatabase(desk)).isEqualTo(versions(lived));
    }

    /** Whole clinics come; of each a part is changed, and a part deleted. Answers how many entries that makes. */
    private static int live(Desk desk, Random random) {
        int changes = 0;
        for (int clinic = 0; clinic < 4; clinic++) {
            WholeCatalog catalog = WholeCatalog.open(desk);
            changes += WholeCatalog.PATHS.size();
            Map<String, Integer> versions = new HashMap<>();
            for (int change = 0; change < 12; change++) {
                String path = WholeCatalog.PATHS.get(random.nextInt(WholeCatalog.PATHS.size()));
                int version = versions.getOrDefault(path, 1);
                desk.put(catalog.at(path), version, catalog.body(path)).then().statusCode(200);
                versions.put(path, version + 1);
                changes++;
            }
            // All of one clinic, so that no kind is missed; of the others as many as may come.
            int kept = clinic == 0 ? 0 : random.nextInt(WholeCatalog.PATHS.size());
            for (String path :
                    WholeCatalog.PATHS.subList(kept, WholeCatalog.PATHS.size()).reversed()) {
                desk.delete(catalog.at(path), versions.getOrDefault(path, 1))
                        .then()
                        .statusCode(200);
                changes++;
            }
        }
        WholeCatalog.open(desk);
        return changes + WholeCatalog.PATHS.size();
    }

    private static List<ConsumerRecord<String, byte[]>> awaitHistory(String clinic, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            found.clear();
            found.addAll(TopicReader.read(
                    Topics.AVAILABILITY_CATALOG,
                    record -> clinic.equals(
                            EventJson.read(record.value(), CatalogEntry.class).clinic())));
            assertThat(found).hasSize(count);
        });
        return found;
    }

    private static Set<CatalogEntry> state(String clinic, Collection<CatalogEntry> entries) {
        CatalogCopy copy = new CatalogCopy();
        entries.forEach(copy::apply);
        return new HashSet<>(copy.entries(clinic));
    }

    /** The last record of each key, as the broker keeps it, in any order. */
    private static List<CatalogEntry> compacted(List<CatalogEntry> entries, Random random) {
        Map<String, CatalogEntry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.kind() + "/" + entry.id(), entry));
        List<CatalogEntry> shuffled = new ArrayList<>(last.values());
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static List<CatalogEntry> shuffledWithDuplicates(List<CatalogEntry> entries, Random random) {
        List<CatalogEntry> shuffled = new ArrayList<>(entries);
        shuffled.addAll(entries.subList(0, entries.size() / 2));
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Map<String, Integer> versionsInTheDatabase(Desk desk) {
        Map<String, Integer> versions = new HashMap<>();
        for (String path : WholeCatalog.PATHS) {
            desk.get(path + "?limit=100")
                    .jsonPath()
                    .<Map<String, Object>>getList("items")
                    .forEach(item -> versions.put((String) item.get("id"), (Integer) item.get("version")));
        }
        return versions;
    }

    private static Map<String, Integer> versions(Set<CatalogEntry> entries) {
        Map<String, Integer> versions = new HashMap<>();
        entries.forEach(entry -> versions.put(entry.id(), entry.version()));
        return versions;
    }
}
