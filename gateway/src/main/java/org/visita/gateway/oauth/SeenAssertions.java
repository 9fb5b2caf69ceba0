package org.visita.gateway.oauth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * Assertions that were shown before, to whichever replica: each is taken once (RFC 7523, section 3). In the database, as
 * asking for a token is rare beside using one. A key adds no more rows than its limits admit in the few minutes that an
 * assertion lasts.
 */
@ApplicationScoped
class SeenAssertions {

    /** Forgets a few of those that have ended, so that as many go as come. */
    private static final String REMEMBER = """
            with ended as (
                delete from client_assertion
                 where (client, assertion_hash) in (
                     select client, assertion_hash from client_assertion
                      where expires_at < $4 order by expires_at limit 10 for update skip locked)
            )
            insert into client_assertion (client, assertion_hash, expires_at) values ($1, $2, $3)
            on conflict on constraint client_assertion_is_taken_once do nothing
            """;

    private final Pool database;
    private final Clock clock;

    @Inject
    SeenAssertions(Pool database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether it is the first time, for all replicas together. */
    Future<Boolean> isFirst(String client, Client.Assertion assertion) {
        return database.preparedQuery(REMEMBER)
                .execute(Tuple.of(
                        client,
                        hash(assertion.id()),
                        // It is taken for that much longer than it says.
                        assertion.expiresAt().plus(Assertions.SKEW).atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .map(SqlResult::rowCount)
                .map(added -> added == 1);
    }

    /** What a client chose may be any text. */
    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
