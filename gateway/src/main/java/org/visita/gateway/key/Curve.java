package org.visita.gateway.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** The elliptic curves that a JWK may lie on. Java builds keys of points that lie on none, so the point is checked here. */
enum Curve {
    P_256("P-256", "secp256r1", 32, "ES256"),
    P_384("P-384", "secp384r1", 48, "ES384");

    private final String jwkName;
    private final int bytes;
    private final String algorithm;
    private final ECParameterSpec parameters;

    Curve(String jwkName, String javaName, int bytes, String algorithm) {
        this.jwkName = jwkName;
        this.bytes = bytes;
        this.algorithm = algorithm;
        this.parameters = parameters(javaName);
    }

    static Optional<Curve> named(Object name) {
        for (Curve curve : values()) {
            if (curve.jwkName.equals(name)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** The one signature algorithm that goes with it (RFC 7518, section 3.4). */
    String algorithm() {
        return algorithm;
    }

    /** Whether the point lies on the curve; its coordinates have full length (RFC 7518, section 6.2.1.2). */
    boolean has(byte[] x, byte[] y) {
        if (x.length != bytes || y.length != bytes) {
            return false;
        }
        BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger px = new BigInteger(1, x);
        BigInteger py = new BigInteger(1, y);
        BigInteger right = px.pow(3)
                .add(parameters.getCurve().getA().multiply(px))
                .add(parameters.getCurve().getB())
                .mod(p);
        return px.compareTo(p) < 0 && py.compareTo(p) < 0 && py.pow(2).mod(p).equals(right);
    }

    private static ECParameterSpec parameters(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + name, impossible);
        }
    }
}
