package org.visita.gateway.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.visita.gateway.key.Pepper;

/**
 * What a network is called where its address does not belong: on topics, in Redis. The same on every replica; without
 * the pepper nobody finds the address by trying all there are.
 */
@ApplicationScoped
public class NetworkNames {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 16;

    private static final String USE = "visita network names";

    private final SecretKey newest;
    private final List<SecretKey> others;

    @Inject
    NetworkNames(Pepper pepper) {
        this(
                pepper.derive(USE).getEncoded(),
                IntStream.of(pepper.versions())
                        .filter(version -> version != pepper.newest())
                        .mapToObj(version ->
                                pepper.derive(version, USE).orElseThrow().getEncoded())
                        .toArray(byte[][]::new));
    }

    NetworkNames(byte[] secret, byte[]... others) {
        this.newest = new SecretKeySpec(secret, HMAC);
        this.others = Stream.of(others)
                .<SecretKey>map(other -> new SecretKeySpec(other, HMAC))
                .toList();
    }

    /** @param network as {@link ClientAddress#network()} */
    public String of(String network) {
        return name(newest, network);
    }

    /** What it is called here, and what replicas call it that have another newest pepper. */
    public List<String> all(String network) {
        return others.isEmpty()
                ? List.of(of(network))
                : Stream.concat(Stream.of(newest), others.stream())
                        .map(key -> name(key, network))
                        .toList();
    }

    /** The name that was written down once, or if its pepper is gone, the one that is right now. */
    public String current(String written, String network) {
        return all(network).contains(written) ? written : of(network);
    }

    private static String name(SecretKey key, String network) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] hash = mac.doFinal(network.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + HMAC, impossible);
        }
    }
}
