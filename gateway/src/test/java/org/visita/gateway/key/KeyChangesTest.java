package org.visita.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.limit.ClientAddress;

/** Another replica, as it is when the topic is away: it has its table, and the database. */
@QuarkusTest
class KeyChangesTest extends GatewayTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Inject
    Keys keys;

    @Inject
    AgroalDataSource database;

    private final KeyTable table = new KeyTable();
    private KeyChanges changes;

    @BeforeEach
    void replica() throws Throwable {
        TestKeys.with("slots:read");
        changes = new KeyChanges(keys, table, Duration.ofMillis(500), Duration.ofSeconds(2));
        changes.load(Uni.createFrom().voidItem());
        changes.follow();
    }

    @AfterEach
    void end() {
        changes.close();
    }

    @Test
    void what_another_replica_did_holds_here_within_a_second_although_the_topic_is_away() {
        assertThat(table.size()).isGreaterThanOrEqualTo(2);

        TestKey key = TestKeys.with("slots:read");
        await().atMost(SOON).until(() -> closed(key.id()).equals("opens"));
        TestKeys.disable(key).then().statusCode(200);
        await().atMost(SOON).until(() -> closed(key.id()).equals("key-disabled"));
        TestKeys.enable(key).then().statusCode(200);
        await().atMost(SOON).until(() -> closed(key.id()).equals("opens"));
    }

    @Test
    void a_change_that_was_begun_early_and_committed_late_is_not_missed() throws SQLException {
        TestKey slow = TestKeys.with("slots:read");
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            disable(connection, slow.id());
            TestKey quick = TestKeys.with("slots:read");
            TestKeys.disable(quick).then().statusCode(200);
            await().atMost(SOON).until(() -> closed(quick.id()).equals("key-disabled"));
            assertThat(closed(slow.id())).isEqualTo("opens");

            connection.commit();
        }

        await().atMost(SOON).until(() -> closed(slow.id()).equals("key-disabled"));
    }

    @Test
    void while_the_database_is_away_too_what_is_known_goes_on_and_then_it_catches_up() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        AtomicBoolean away = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        Keys sometimes = new Keys() {
            @Override
            Uni<String> oldestRunning() {
                tries.incrementAndGet();
                return away.get() ? Uni.createFrom().failure(new IllegalStateException("away")) : super.oldestRunning();
            }
        };
        KeyTable cutOff = new KeyTable();
        try (KeyChanges reader = new KeyChanges(sometimes, cutOff, Duration.ofMillis(20), Duration.ofSeconds(2))) {
            reader.load(Uni.createFrom().voidItem());
            away.set(true);
            reader.follow();
            TestKeys.disable(key).then().statusCode(200);
            int before = tries.get();
            await().atMost(Duration.ofSeconds(5)).until(() -> tries.get() > before + 3);
            assertThat(closed(cutOff, key.id())).isEqualTo("opens");

            away.set(false);
            await().atMost(SOON).until(() -> closed(cutOff, key.id()).equals("key-disabled"));
        }
    }

    @Test
    void what_is_too_much_for_a_query_is_read_page_by_page_and_goes_on_where_it_was_cut_off() throws Throwable {
        TestKey key = TestKeys.with("slots:read");
        AtomicBoolean flooded = new AtomicBoolean();
        List<Long> pages = new CopyOnWriteArrayList<>();
        Keys much = new Keys() {
            @Override
            Uni<List<String>> changedSince(String transaction, int most) {
                return flooded.getAndSet(true)
                        ? super.changedSince(transaction, most)
                        : Uni.createFrom().item(Collections.nCopies(most, "somebody"));
            }

            @Override
            Uni<List<AccessKeyEntity>> pageOfAll(long after, int most) {
                if (!flooded.get()) {
                    return super.pageOfAll(after, most);
                }
                pages.add(after);
                return switch (pages.size()) {
                    case 1 -> Uni.createFrom().item(rows(most));
                    case 2 -> Uni.createFrom().failure(new IllegalStateException("away"));
                    default -> byIds(List.of(key.id()));
                };
            }
        };
        KeyTable late = new KeyTable();
        try (KeyChanges reader = new KeyChanges(much, late, Duration.ofMillis(20), Duration.ofSeconds(2))) {
            reader.load(Uni.createFrom().voidItem());
            TestKeys.disable(key).then().statusCode(200);
            reader.follow();

            await().atMost(Duration.ofSeconds(5)).until(() -> pages.size() == 3);
            await().atMost(SOON).until(() -> closed(late, key.id()).equals("key-disabled"));
            assertThat(pages).containsExactly(0L, 2_000L, 2_000L);
        }
    }

    private static List<AccessKeyEntity> rows(int most) {
        KeyTerms terms = new KeyTerms(
                "one of many",
                null,
                List.of("slots:read"),
                1,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
        return IntStream.rangeClosed(1, most)
                .mapToObj(i -> {
                    AccessKeyEntity row = AccessKeyEntity.of(
                            "many%08d".formatted(i),
                            "clinic-of-many",
                            new AccessKey.Secret("aGFzaA==", 1, null),
                            terms,
                            Instant.now());
                    row.seq = i;
                    return row;
                })
                .toList();
    }

    private static void disable(Connection connection, String keyId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update access_key set status = 'DISABLED', version = version + 1 where key_id = ?")) {
            update.setString(1, keyId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private String closed(String keyId) {
        return closed(table, keyId);
    }

    private static String closed(KeyTable table, String keyId) {
        Optional<KnownKey> known = table.find(keyId);
        return known.isEmpty()
                ? "unknown"
                : known.get()
                        .closedBecause(Instant.now(), ClientAddress.of("127.0.0.1"))
                        .orElse("opens");
    }
}
