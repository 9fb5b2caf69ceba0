package org.visita.gateway.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.visita.contracts.access.AccessBlock;
import org.visita.gateway.key.Pepper;

/** Tells the blocks that a gateway announced from those that somebody else wrote to the topic. */
@ApplicationScoped
class BlockSeal {

    private static final String HMAC = "HmacSHA256";

    private static final String USE = "visita access blocks";
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})\\.([A-Za-z0-9+/]{43}=)");

    private final Pepper pepper;

    @Inject
    BlockSeal(Pepper pepper) {
        this.pepper = pepper;
    }

    AccessBlock sign(AccessBlock block) {
        return new AccessBlock(
                block.id(),
                block.kind(),
                block.subject(),
                block.version(),
                block.step(),
                block.blockedAt(),
                block.until(),
                block.lifted(),
                pepper.newest() + "." + Base64.getEncoder().encodeToString(mac(pepper.derive(USE), block)));
    }

    /** False too for a signature with a pepper that this process does not have. */
    boolean isGenuine(AccessBlock block) {
        var parts = TEXT.matcher(block.signature() == null ? "" : block.signature());
        if (!parts.matches()) {
            return false;
        }
        byte[] claimed = Base64.getDecoder().decode(parts.group(2));
        return pepper.derive(Integer.parseInt(parts.group(1)), USE)
                .filter(known -> MessageDigest.isEqual(mac(known, block), claimed))
                .isPresent();
    }

    private static byte[] mac(SecretKey key, AccessBlock block) {
        // None of these can hold a line break, so no two blocks have one text.
        String text = String.join(
                "\n",
                block.id(),
                block.kind().name(),
                block.subject(),
                Integer.toString(block.version()),
                Integer.toString(block.step()),
                block.blockedAt().toString(),
                block.until().toString(),
                Boolean.toString(block.lifted()));
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }
}
