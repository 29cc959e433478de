package io.sluice.bench.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** What the body of each request is. */
public sealed interface Payload {

    /** {@code {"test_id": n, "message": "Performance test request n", "timestamp": seconds}}, n counting the requests from 1. */
    record Numbered() implements Payload {}

    /**
     * The numbered body, signed: {@code X-Signature} has the HMAC-SHA256 of the body (RFC 2104) in hex, {@code X-Delivery-Id} the run and the
     * number.
     *
     * @param run tells requests of one run from those of another
     */
    record Signed(String secret, String run) implements Payload {
        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * The same bytes each time.
     *
     * @param description for the report
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fixed(byte[] body, String contentType, String description) implements Payload {}

    /** One line for the report. */
    default String describe() {
        return switch (this) {
            case Numbered _ -> "{\"test_id\": n, …}, about 95 bytes";
            case Signed _ -> new Numbered().describe() + ", signed";
            case Fixed fixed -> fixed.description();
        };
    }

    /**
     * Reads the option {@code --payload}: a file's name, or a number of bytes ({@code 1024}, {@code 10KB}) for JSON of that size.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Payload parse(String text) throws IOException {
        Path file = Path.of(text);
        if (Files.isRegularFile(file)) {
            byte[] body = Files.readAllBytes(file);
            String type = looksLikeJson(body) ? "application/json" : "application/octet-stream";
            return new Fixed(body, type, file.getFileName() + ", " + body.length + " bytes");
        }
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int unit = lower.endsWith("mb") ? 1024 * 1024 : lower.endsWith("kb") ? 1024 : 1;
        String digits = unit > 1 ? lower.substring(0, lower.length() - 2) : lower;
        if (!digits.matches("[0-9]{1,9}")
                || Long.parseLong(digits) * unit > 1 << 30
                || Long.parseLong(digits) * unit < 2) {
            throw new IllegalArgumentException(
                    "there is no file \"" + text + "\", and it is no size from 2 bytes to 1 GiB such as 1024 or 10KB");
        }
        int size = Integer.parseInt(digits) * unit;
        return new Fixed(json(size), "application/json", "JSON of " + size + " bytes");
    }

    /** A JSON object of exactly that many bytes, with text of made-up words, so that it compresses about like real text. */
    static byte[] json(int size) {
        String start = "{\"test_id\": 1, \"message\": \"";
        String end = "\"}";
        if (size < start.length() + end.length()) {
            return ("{" + " ".repeat(size - 2) + "}").getBytes(StandardCharsets.US_ASCII);
        }
        Random random = new Random(size); // the same bytes in every run
        StringBuilder text = new StringBuilder(size).append(start);
        int limit = size - end.length();
        while (text.length() < limit) {
            int letters = 2 + random.nextInt(9);
            for (int i = 0; i < letters && text.length() < limit; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            if (text.length() < limit) {
                text.append(' ');
            }
        }
        return text.append(end).toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean looksLikeJson(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }
}
