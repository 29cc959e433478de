package io.sluice.bench.prove;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Bodies as senders send them: most are small, some are not, no two are equal; escapes and letters beyond ASCII are among them. */
final class Bodies {
    private static final String[] PIECES = {
        "order", "\\n", "\\\"", "\\u00e9", "é", "漢字", "🙂", "paid", " ", "42", "https:\\/\\/example.com", "\\\\"
    };

    private Bodies() {}

    static byte[] next(RandomGenerator random, long number) {
        int kind = random.nextInt(100);
        int size = kind < 70
                ? random.nextInt(20, 300)
                : kind < 97 ? random.nextInt(1 << 10, 4 << 10) : random.nextInt(20 << 10, 60 << 10);
        StringBuilder text = new StringBuilder(size + 64)
                .append("{\"number\": ")
                .append(number)
                .append(", \"text\": \"");
        while (text.length() < size) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
