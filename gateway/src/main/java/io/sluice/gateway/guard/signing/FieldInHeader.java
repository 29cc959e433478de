package io.sluice.gateway.guard.signing;

import java.util.ArrayList;
import java.util.List;

/**
 * Fields of one kind among several in a header's value, such as those that begin with {@code v1=} in {@code t=1,v1=a,v1=b}.
 *
 * @param separator what stands between fields, one character; when empty the whole value is the only field
 * @param prefix what fields of the kind begin with
 */
public record FieldInHeader(String separator, String prefix) {
    /** More are not looked at: a sender that changes its secret sends two or three. */
    private static final int MOST = 16;

    /** What stands behind the prefix, for each field of the kind. */
    public List<String> all(String value) {
        List<String> found = new ArrayList<>(2);
        int begin = 0;
        while (begin <= value.length() && found.size() < MOST) {
            int end = separator.isEmpty() ? -1 : value.indexOf(separator, begin);
            String field =
                    value.substring(begin, end < 0 ? value.length() : end).strip();
            if (field.startsWith(prefix)) {
                found.add(field.substring(prefix.length()));
            }
            begin = end < 0 ? value.length() + 1 : end + 1;
        }
        return found;
    }

    /** The first of them; empty when there is none. */
    public String first(String value) {
        List<String> found = all(value);
        return found.isEmpty() ? "" : found.getFirst();
    }
}
