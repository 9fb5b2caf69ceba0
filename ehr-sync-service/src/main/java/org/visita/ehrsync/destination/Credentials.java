package org.visita.ehrsync.destination;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How we prove to an EHR who we are. No text form of it shows a secret. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Credentials.None.class, name = Credentials.NONE),
    @JsonSubTypes.Type(value = Credentials.Bearer.class, name = Credentials.BEARER),
    @JsonSubTypes.Type(value = Credentials.ClientCredentials.class, name = Credentials.CLIENT_CREDENTIALS),
    @JsonSubTypes.Type(value = Credentials.SmartBackend.class, name = Credentials.SMART_BACKEND)
})
public sealed interface Credentials {

    String NONE = "none";
    String BEARER = "bearer";
    String CLIENT_CREDENTIALS = "client-credentials";
    String SMART_BACKEND = "smart-backend";

    /** As it stands in the database and on the wire. */
    String type();

    /** The EHR lets in whoever reaches it. */
    record None() implements Credentials {
        @Override
        public String type() {
            return NONE;
        }
    }

    /** A token that does not change. */
    record Bearer(String token) implements Credentials {
        @Override
        public String type() {
            return BEARER;
        }

        @Override
        public String toString() {
            return BEARER;
        }
    }

    /**
     * OAuth 2.0 client credentials (RFC 6749, section 4.4).
     *
     * @param scope null if none is asked for
     */
    record ClientCredentials(String tokenUrl, String clientId, String clientSecret, String scope)
            implements Credentials {
        @Override
        public String type() {
            return CLIENT_CREDENTIALS;
        }

        @Override
        public String toString() {
            return CLIENT_CREDENTIALS;
        }
    }

    /**
     * SMART backend services: the client signs a JWT (RFC 7523, SMART App Launch 2, "Client Authentication:
     * Asymmetric").
     *
     * @param keyId under which the EHR finds the public key
     * @param privateJwk ES384 or RS384 key (RFC 7517)
     */
    record SmartBackend(String tokenUrl, String clientId, String scope, String keyId, String privateJwk)
            implements Credentials {
        @Override
        public String type() {
            return SMART_BACKEND;
        }

        @Override
        public String toString() {
            return SMART_BACKEND;
        }
    }

    /** Sealed with another master key than ours: nothing can be sent with them. Never stored. */
    record Unreadable(String type) implements Credentials {}
}
