package io.sluice.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writes what certificates are made of, ITU-T X.690. */
final class Der {
    private Der() {}

    static byte[] of(int tag, byte[]... contents) {
        byte[] content = joined(contents);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.writeBytes(content);
        }
        return all.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return of(0x30, contents);
    }

    static byte[] integer(BigInteger value) {
        return of(0x02, value.toByteArray());
    }

    static byte[] octets(byte[]... contents) {
        return of(0x04, contents);
    }

    static byte[] bits(byte[] content) {
        return of(0x03, new byte[1], content);
    }

    /** @param encoded of an object identifier, in hex, without tag and length */
    static byte[] oid(String encoded) {
        return of(0x06, HexFormat.of().parseHex(encoded));
    }

    static byte[] text(int tag, String value) {
        return of(tag, value.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] time(Instant time) {
        boolean late = time.atZone(ZoneOffset.UTC).getYear() >= 2050;
        DateTimeFormatter format = DateTimeFormatter.ofPattern(late ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'");
        return text(late ? 0x18 : 0x17, format.format(time.atZone(ZoneOffset.UTC)));
    }
}
