package io.sluice.gateway.http;

import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The words that stood in the same places of the request before: a sender's requests differ little, so that most words of a head need not be
 * made again. One for each connection.
 */
final class KnownWords {
    /** Places that are remembered; words further behind are made anew. */
    private static final int PLACES = 16;
    /** Bytes of the longest word that is remembered. */
    private static final int LONGEST = 128;

    private final AsciiString[] words = new AsciiString[PLACES];

    /** The word at that place if it is the same as last time, else null. */
    AsciiString at(int place, byte[] bytes, int start, int length) {
        AsciiString word = place < PLACES ? words[place] : null;
        return word != null && isSame(word, bytes, start, length) ? word : null;
    }

    private static boolean isSame(AsciiString word, byte[] bytes, int start, int length) {
        int from = word.arrayOffset();
        return word.length() == length
                && Arrays.equals(word.array(), from, from + length, bytes, start, start + length);
    }

    /** Remembers a word whose bytes are its own. */
    AsciiString remember(int place, AsciiString word) {
        if (place < PLACES && word.length() <= LONGEST) {
            words[place] = word;
        }
        return word;
    }
}
