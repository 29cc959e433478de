package io.sluice.gateway.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Commands for Redis, encoded as they are added, in the order in which they are added. They go out in one write, and Redis answers them in
 * one, so that a hundred cost little more than ten. Other than in a script, what others send may come between two of them. Not thread-safe.
 *
 * <pre>{@code
 * Commands commands = new Commands();
 * commands.add("SET", "key", "value", "NX", "PX", "30000").add("GET", "other");
 * link.run(() -> commands); // ["OK", "the other's value"]
 * }</pre>
 */
public final class Commands {
    /** Bytes that a number and the ends of two lines take at most. */
    private static final int FRAME = 16;

    private byte[] bytes = new byte[512];
    private int length;
    private int count;

    /** Adds a command: its name and its arguments, as UTF-8. */
    public Commands add(String... words) {
        header('*', words.length);
        for (String word : words) {
            word(word);
        }
        count++;
        return this;
    }

    /** Adds a script, which Redis keeps. */
    public Commands add(Script script, List<String> keys, List<String> arguments) {
        return addScript("EVAL", script.text(), keys, arguments);
    }

    /**
     * Adds a script.
     *
     * @param command how Redis finds it by the text
     */
    Commands addScript(String command, String text, List<String> keys, List<String> arguments) {
        header('*', 3 + keys.size() + arguments.size());
        word(command);
        word(text);
        word(Integer.toString(keys.size()));
        keys.forEach(this::word);
        arguments.forEach(this::word);
        count++;
        return this;
    }

    /** How many there are, and so how many answers there will be. */
    public int count() {
        return count;
    }

    /** All of them in the bytes of the protocol: arrays of bulk strings. */
    byte[] encoded() {
        return Arrays.copyOf(bytes, length);
    }

    private void word(String word) {
        int size = word.length();
        int start = length;
        header('$', size);
        makeRoom(size + 2);
        for (int i = 0; i < size; i++) {
            char character = word.charAt(i);
            if (character >= 0x80) {
                length = start; // it is longer than its characters are many
                bytes(word.getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[length++] = (byte) character;
        }
        endLine();
    }

    private void bytes(byte[] word) {
        header('$', word.length);
        makeRoom(word.length + 2);
        System.arraycopy(word, 0, bytes, length, word.length);
        length += word.length;
        endLine();
    }

    private void header(char kind, int number) {
        makeRoom(FRAME);
        bytes[length++] = (byte) kind;
        int digits = 1;
        for (int more = number / 10; more > 0; more /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        endLine();
    }

    private void endLine() {
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
