package org.visita.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class P256Test {

    @RepeatedTest(50)
    void finds_the_public_half_that_java_made() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();

        P256.Point point = P256.publicPoint(((ECPrivateKey) pair.getPrivate()).getS());

        assertThat(point.x()).isEqualTo(((ECPublicKey) pair.getPublic()).getW().getAffineX());
        assertThat(point.y()).isEqualTo(((ECPublicKey) pair.getPublic()).getW().getAffineY());
    }

    /** First and last of the multiples: the generator, and its mirror image. */
    @Test
    void holds_at_the_edges() {
        P256.Point first = P256.publicPoint(BigInteger.ONE);
        P256.Point last = P256.publicPoint(P256.ORDER.subtract(BigInteger.ONE));

        assertThat(first.x()).isEqualTo(last.x());
        assertThat(first.y()).isNotEqualTo(last.y());
    }
}
