package io.sluice.core.masking;

import io.sluice.core.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which credentials stand, in any case. A hash table over the bytes of names in lower case, so that a look-up makes
 * no garbage; names with escapes or beyond ASCII take the slow way over text. Immutable.
 */
final class SecretNames {
    /** The names of the compatible format. */
    private static final List<String> BUILT_IN = List.of(
            "password",
            "passwd",
            "pwd",
            "secret",
            "api_secret",
            "client_secret",
            "token",
            "api_key",
            "apikey",
            "access_token",
            "refresh_token",
            "authorization",
            "auth",
            "credential",
            "credentials",
            "private_key",
            "privatekey",
            "bearer",
            "x-api-key",
            "x-auth-token",
            "x-access-token",
            "session_id",
            "sessionid",
            "session_token",
            "csrf_token",
            "csrf",
            "oauth_token",
            "oauth_secret",
            "consumer_secret",
            "token_secret");
    /** Headers that carry credentials or sessions by their standards (RFC 9110, section 11; RFC 6265). */
    private static final List<String> HEADERS = List.of("proxy-authorization", "cookie", "set-cookie");

    private final Set<String> names;
    private final byte[][] table;
    /** Of the names of each length the lowest five bits of the first letters, which are the same for small and capital ones, one bit each. */
    private final int[] firstLetters;

    private SecretNames(Set<String> names) {
        this.names = names;
        this.table = new byte[Integer.highestOneBit(names.size() * 8)][];
        this.firstLetters =
                new int[1 + names.stream().mapToInt(String::length).max().orElse(0)];
        for (String name : names) {
            if (isAscii(name) && !name.isEmpty()) {
                firstLetters[name.length()] |= 1 << name.charAt(0); // of the distance, Java takes the lowest five bits
            }
            if (isAscii(name)) {
                byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
                int slot = slot(Arrays.hashCode(bytes));
                while (table[slot] != null) {
                    slot = slot(slot + 1);
                }
                table[slot] = bytes;
            }
        }
    }

    /** The names for members of a JSON object. */
    static SecretNames ofMembers(Collection<String> more) {
        return new SecretNames(folded(BUILT_IN, more));
    }

    /** The names for headers: as for members, also with hyphens for underscores as headers are written, and those of the standards. */
    static SecretNames ofHeaders(Collection<String> more) {
        Set<String> all = folded(BUILT_IN, more);
        all.addAll(HEADERS);
        List.copyOf(all).forEach(name -> all.add(name.replace('_', '-')));
        return new SecretNames(all);
    }

    private static Set<String> folded(Collection<String> some, Collection<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        Set<String> lower = new HashSet<>();
        all.forEach(name -> lower.add(folded(name)));
        return lower;
    }

    /** Whether a member's name, as it is written between its quotes, is one of them. */
    boolean hasMember(byte[] json, int from, int to) {
        if (Bytes.plainEnd(json, from, to) == to) {
            return mayBe(json, from, to - from) && hasHeader(json, from, to);
        }
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return names.contains(folded(EscapedText.decode(json, from, to)));
            }
        }
        return hasHeader(json, from, to);
    }

    /** Whether an ASCII text is as long and begins as one of the names: most texts do not, and need no second look. */
    private boolean mayBe(byte[] ascii, int from, int length) {
        return length == 0 || (length < firstLetters.length && (firstLetters[length] >>> ascii[from] & 1) != 0);
    }

    /** Whether a header's name in UTF-8 is one of them. */
    boolean hasHeader(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (next < 0) {
                return names.contains(folded(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
            }
            hash = 31 * hash + lower(next);
        }
        for (int slot = slot(hash); table[slot] != null; slot = slot(slot + 1)) {
            if (isSame(table[slot], bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name is one of them. */
    boolean has(String name) {
        int hash = 1;
        for (int i = 0; i < name.length(); i++) {
            char next = name.charAt(i);
            if (next >= 0x80) {
                return names.contains(folded(name));
            }
            hash = 31 * hash + lower(next);
        }
        for (int slot = slot(hash); table[slot] != null; slot = slot(slot + 1)) {
            if (isSame(table[slot], name)) {
                return true;
            }
        }
        return false;
    }

    /** Case folded by way of upper case, so that the long s and the Kelvin sign pass for the letters they look like. */
    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & (table.length - 1);
    }

    private static boolean isSame(byte[] name, byte[] json, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != lower(json[from + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(byte[] name, String other) {
        if (name.length != other.length()) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static int lower(int ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }
}
