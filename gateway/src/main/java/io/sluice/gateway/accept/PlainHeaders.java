package io.sluice.gateway.accept;

import io.sluice.core.event.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The header fields of a request whose body was inflated: what they said of the compressed bytes must not stand beside the plain ones. */
final class PlainHeaders {
    /** The coding, and the digests of the bytes under it (RFC 9530, RFC 3230, RFC 1864). */
    private static final Set<String> OF_COMPRESSED_BYTES =
            names("Content-Encoding", "Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

    private PlainHeaders() {}

    private static Set<String> names(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

    /**
     * The fields that still hold, in their order.
     *
     * @param headers names and values in turn
     * @param length of the plain body, which {@code Content-Length} says from now on
     */
    static String[] of(String[] headers, int length) {
        List<String> plain = new ArrayList<>(headers.length);
        for (int i = 0; i < headers.length; i += 2) {
            if (!OF_COMPRESSED_BYTES.contains(headers[i])) {
                plain.add(headers[i]);
                plain.add(headers[i].equalsIgnoreCase("Content-Length") ? Integer.toString(length) : headers[i + 1]);
            }
        }
        return plain.toArray(String[]::new);
    }

    /** The same for fields with name and value together. */
    static List<Header> of(List<Header> headers, int length) {
        List<Header> plain = new ArrayList<>(headers.size());
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Content-Length")) {
                plain.add(new Header(header.name(), Integer.toString(length)));
            } else if (!OF_COMPRESSED_BYTES.contains(header.name())) {
                plain.add(header);
            }
        }
        return plain;
    }
}
