package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.visita.contracts.access.AccessKey;

/**
 * Tells announcements of the gateway's own from whatever else gets onto the topic: an HMAC-SHA-256 over every field,
 * with a key that is derived from a pepper, whose version stands before it.
 */
@ApplicationScoped
class KeySignature {

    private static final String USE = "visita access keys";
    private static final String FORM = "visita access.key 2";
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})\\.([A-Za-z0-9+/]{43}=)");

    private final Pepper pepper;

    @Inject
    KeySignature(Pepper pepper) {
        this.pepper = pepper;
    }

    AccessKey sign(AccessKey key) {
        byte[] mac = mac(pepper.derive(USE), key);
        return with(key, pepper.newest() + "." + Base64.getEncoder().encodeToString(mac));
    }

    /** False too for a signature with a pepper that this process does not have. */
    boolean isRight(AccessKey key) {
        var parts = TEXT.matcher(key.signature() == null ? "" : key.signature());
        if (!parts.matches()) {
            return false;
        }
        Optional<SecretKey> secret = pepper.derive(Integer.parseInt(parts.group(1)), USE);
        byte[] claimed = Base64.getDecoder().decode(parts.group(2));
        return secret.filter(known -> MessageDigest.isEqual(mac(known, key), claimed))
                .isPresent();
    }

    private static AccessKey with(AccessKey key, String signature) {
        return new AccessKey(
                key.keyId(),
                key.clinic(),
                key.version(),
                key.hash(),
                key.pepperVersion(),
                key.previous(),
                key.scopes(),
                key.practitioners(),
                key.locations(),
                key.networks(),
                key.origins(),
                key.publicKeys(),
                key.status(),
                key.expiresAt(),
                key.perSecond(),
                key.perMinute(),
                signature);
    }

    private static byte[] mac(SecretKey secret, AccessKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(canonical(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /** All fields in the order of the record, each text with its length before it, so that no two keys look alike. */
    static byte[] canonical(AccessKey key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, FORM);
            text(out, key.keyId());
            text(out, key.clinic());
            out.writeInt(key.version());
            text(out, key.hash());
            out.writeInt(key.pepperVersion());
            out.writeBoolean(key.previous() != null);
            if (key.previous() != null) {
                text(out, key.previous().hash());
                out.writeInt(key.previous().pepperVersion());
                text(out, key.previous().until());
            }
            texts(out, key.scopes());
            texts(out, key.practitioners());
            texts(out, key.locations());
            texts(out, key.networks());
            texts(out, key.origins());
            texts(out, key.publicKeys());
            text(out, key.status());
            text(out, key.expiresAt());
            out.writeInt(key.perSecond());
            out.writeInt(key.perMinute());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    /** As its text; what is not there has the length -1, which no text has. */
    private static void text(DataOutputStream out, Object value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}
