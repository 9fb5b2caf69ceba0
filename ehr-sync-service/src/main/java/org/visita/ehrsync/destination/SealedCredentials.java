package org.visita.ehrsync.destination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.visita.kit.topics.EventJson;

/** Credentials as they stand in the database: the type in the open, the rest sealed for this one connection. */
@ApplicationScoped
public class SealedCredentials {

    private static final Logger LOG = Logger.getLogger(SealedCredentials.class);

    private final Sealing sealing;

    @Inject
    SealedCredentials(Sealing sealing) {
        this.sealing = sealing;
    }

    /** Null where there is nothing to seal. */
    public byte[] seal(ConnectionRef connection, Credentials credentials) {
        return credentials instanceof Credentials.None
                ? null
                : sealing.seal(new String(EventJson.write(credentials), StandardCharsets.UTF_8), placeOf(connection));
    }

    /** @param sealed null for none */
    public Credentials open(ConnectionRef connection, String type, byte[] sealed) {
        return sealed == null
                ? new Credentials.None()
                : sealing.open(sealed, placeOf(connection))
                        .map(json -> EventJson.read(json.getBytes(StandardCharsets.UTF_8), Credentials.class))
                        .orElseGet(() -> {
                            LOG.errorf(
                                    "The credentials of connection %s do not open: is %s the one they were sealed with?",
                                    connection.id(), Sealing.SETTING);
                            return new Credentials.Unreadable(type);
                        });
    }

    private static String[] placeOf(ConnectionRef connection) {
        return new String[] {connection.clinic(), connection.id().toString(), "credentials"};
    }
}
