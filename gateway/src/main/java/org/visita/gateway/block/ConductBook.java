package org.visita.gateway.block;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.visita.gateway.GatewayConfig;

/** The conduct of many callers, of as many as fit: the one that was quiet for longest goes first. */
final class ConductBook {

    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private final Cache<String, Conduct> callers;
    private final Map<Offence, Long> parts = new EnumMap<>(Offence.class);
    private final int remembered;
    private final Clock clock;

    ConductBook(GatewayConfig.Blocking config, Clock clock) {
        this.clock = clock;
        this.remembered = Math.max(1, config.unknownPerMinute());
        this.callers = Caffeine.newBuilder()
                .maximumSize(config.callers())
                .expireAfterAccess(REMEMBERED)
                .build();
        parts.put(Offence.LIMITED, part(config.limitedPerMinute()));
        parts.put(Offence.DENIED, part(config.deniedPerMinute()));
        parts.put(Offence.UNKNOWN, part(config.unknownPerMinute()));
    }

    private static long part(int most) {
        return Math.ceilDiv(Conduct.WHOLE, Math.max(1, most));
    }

    /** Whether it is enough to block the caller. */
    boolean note(String caller, Offence offence) {
        return of(caller).add(parts.get(offence), clock.millis());
    }

    boolean noteUnknown(String caller, String address) {
        return of(caller).addUnknown(address.hashCode(), parts.get(Offence.UNKNOWN), clock.millis());
    }

    long size() {
        callers.cleanUp();
        return callers.estimatedSize();
    }

    private Conduct of(String caller) {
        return callers.get(caller, unseen -> new Conduct(remembered));
    }
}
