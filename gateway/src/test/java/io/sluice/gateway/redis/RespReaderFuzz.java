package io.sluice.gateway.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes as answers of Redis: the same replies whether they come at once or one by one, or the documented refusal for both. */
public final class RespReaderFuzz {
    private static final Object REFUSED = new Object();

    private RespReaderFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<Object> whole = replies(input, Math.max(1, input.length));
        List<Object> pieces = replies(input, 1);
        if (!flat(whole).equals(flat(pieces))) {
            throw new AssertionError("at once " + whole + ", one by one " + pieces);
        }
    }

    private static List<Object> replies(byte[] input, int piece) {
        List<Object> replies = new ArrayList<>();
        RespReader reader = new RespReader(replies::add);
        try {
            for (int from = 0; from < input.length; from += piece) {
                reader.feed(Arrays.copyOfRange(input, from, from + piece));
            }
        } catch (IllegalStateException refused) {
            replies.add(REFUSED);
        }
        return replies;
    }

    /** Lists in lists as one list with marks, because they may be nested deeper than equality can follow. */
    private static List<Object> flat(List<Object> replies) {
        List<Object> flat = new ArrayList<>();
        List<Object> open = new ArrayList<>(replies.reversed());
        while (!open.isEmpty()) {
            Object next = open.removeLast();
            if (next instanceof List<?> list) {
                flat.add("list of " + list.size());
                list.reversed().forEach(open::add);
            } else {
                flat.add(next);
            }
        }
        return flat;
    }
}
