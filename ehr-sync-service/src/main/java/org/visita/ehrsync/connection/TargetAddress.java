package org.visita.ehrsync.connection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.http.PrivateNetworks;

/** Which addresses a connection may name. Where the name leads is checked again with every call. */
@ApplicationScoped
class TargetAddress {

    private static final int LONGEST = 500;

    private final EhrSyncConfig config;

    @Inject
    TargetAddress(EhrSyncConfig config) {
        this.config = config;
    }

    /** What is wrong with it; empty if nothing is. */
    Optional<String> problemOf(String baseUrl) {
        if (baseUrl == null || baseUrl.length() > LONGEST) {
            return Optional.of("is the base of a FHIR R4 API, at most " + LONGEST + " characters");
        }
        try {
            return problemOf(new URI(baseUrl));
        } catch (URISyntaxException notOne) {
            return Optional.of("is not a URL");
        }
    }

    private Optional<String> problemOf(URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            return Optional.of("begins with http:// or https:// and a host");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("has no user, query or fragment");
        }
        if (!config.allowPrivateTargets() && !"https".equals(url.getScheme())) {
            return Optional.of("begins with https:// here");
        }
        // A name is not resolved here: what it says today binds nobody tomorrow. The call itself is where it counts.
        return !config.allowPrivateTargets() && PrivateNetworks.isPrivateLiteral(url.getHost())
                ? Optional.of("does not lead into a private network")
                : Optional.empty();
    }

    /** Whether both lead to the same server: scheme, host and port (RFC 6454). */
    static boolean sameOrigin(String one, String other) {
        return origin(one).equals(origin(other));
    }

    private static String origin(String checked) {
        URI url = URI.create(checked);
        int port = url.getPort() != -1 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        return url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    static String normalize(String baseUrl) {
        return baseUrl.replaceAll("/+$", "");
    }
}
