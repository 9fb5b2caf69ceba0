package org.visita.gateway.token;

import java.math.BigInteger;

/**
 * Finds the public half of a private key on P-256 (FIPS 186-4, D.1.2.3). PKCS#8 rarely holds it, and Java derives it
 * nowhere. Runs once, at the start, on the gateway's own key: it need be neither fast nor constant in time.
 */
final class P256 {

    static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger A = P.subtract(BigInteger.valueOf(3));
    private static final Point GENERATOR = new Point(
            new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
            new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16));

    private P256() {}

    /** A point that is not at infinity, in affine coordinates. */
    record Point(BigInteger x, BigInteger y) {}

    /** @param secret 1 to the order less one */
    static Point publicPoint(BigInteger secret) {
        Point sum = null;
        for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
            sum = sum == null ? null : twice(sum);
            if (secret.testBit(bit)) {
                sum = sum == null ? GENERATOR : add(sum, GENERATOR);
            }
        }
        return sum;
    }

    private static Point twice(Point point) {
        BigInteger three = BigInteger.valueOf(3);
        BigInteger slope = point.x()
                .pow(2)
                .multiply(three)
                .add(A)
                .multiply(inverse(point.y().shiftLeft(1)));
        return third(slope, point, point);
    }

    /** Of different points; multiples of the generator below its order never meet here. */
    private static Point add(Point one, Point other) {
        BigInteger slope =
                other.y().subtract(one.y()).multiply(inverse(other.x().subtract(one.x())));
        return third(slope, one, other);
    }

    private static Point third(BigInteger slope, Point one, Point other) {
        BigInteger x = slope.pow(2).subtract(one.x()).subtract(other.x()).mod(P);
        return new Point(
                x, slope.multiply(one.x().subtract(x)).subtract(one.y()).mod(P));
    }

    private static BigInteger inverse(BigInteger number) {
        return number.mod(P).modInverse(P);
    }
}
