package io.sluice.gateway.guard.publickey;

import java.util.Optional;

/** How the two numbers of an ECDSA signature are written. */
public enum EcdsaForm {
    /** As {@code SEQUENCE {INTEGER, INTEGER}} in DER, RFC 3279, section 2.2.3: what OpenSSL makes. */
    DER,
    /** Side by side, each as long as the curve's order, IEEE P1363: what JWS (RFC 7518) and HTTP signatures (RFC 9421) have. */
    RAW;

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /**
     * The numbers side by side; empty when the signature is not written exactly so, or when one of them is zero, which no signature has and
     * which a reader without care takes for a signature of everything (CVE-2022-21449).
     *
     * @param size bytes of each number
     */
    Optional<byte[]> raw(byte[] signature, int size) {
        Optional<byte[]> raw = switch (this) {
            case RAW -> signature.length == 2 * size ? Optional.of(signature) : Optional.empty();
            case DER -> fromDer(signature, size);
        };
        return raw.filter(numbers -> !isZero(numbers, 0, size) && !isZero(numbers, size, 2 * size));
    }

    private static boolean isZero(byte[] numbers, int from, int to) {
        int any = 0;
        for (int i = from; i < to; i++) {
            any |= numbers[i];
        }
        return any == 0;
    }

    private static Optional<byte[]> fromDer(byte[] der, int size) {
        byte[] raw = new byte[2 * size];
        int at = content(der, 0, SEQUENCE, der.length);
        if (at < 0 || at + length(der, at) != der.length) {
            return Optional.empty();
        }
        for (int number = 0; number < 2; number++) {
            at = content(der, at, INTEGER, der.length);
            if (at < 0) {
                return Optional.empty();
            }
            int length = length(der, at);
            if (!isPositive(der, at, length)) {
                return Optional.empty();
            }
            int zeros = der[at] == 0 ? 1 : 0;
            int digits = length - zeros;
            if (digits > size) {
                return Optional.empty();
            }
            System.arraycopy(der, at + zeros, raw, (number + 1) * size - digits, digits);
            at += length;
        }
        return at == der.length ? Optional.of(raw) : Optional.empty();
    }

    /** Where the content of an element begins; negative when there is no such element, whole and with its length in the shortest form. */
    private static int content(byte[] der, int at, int tag, int end) {
        if (at + 2 > end || (der[at] & 0xff) != tag) {
            return -1;
        }
        int first = der[at + 1] & 0xff;
        int begin = first < 0x80 ? at + 2 : at + 3;
        boolean shortest = first < 0x80 || (first == 0x81 && begin <= end && (der[at + 2] & 0xff) >= 0x80);
        if (!shortest || begin > end || length(der, begin) > end - begin) {
            return -1;
        }
        return begin;
    }

    /** The length of an element, from the byte before its content. */
    private static int length(byte[] der, int content) {
        return der[content - 1] & 0xff;
    }

    /** Whether a number is not negative and has no zero before it that need not be. */
    private static boolean isPositive(byte[] der, int at, int length) {
        if (length == 0 || der[at] < 0) {
            return false;
        }
        return der[at] != 0 || length == 1 || der[at + 1] < 0;
    }
}
