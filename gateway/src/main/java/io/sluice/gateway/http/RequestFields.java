package io.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.HttpUtils;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header fields of one request in the order of arrival, as one array: a request has few, so to look through them takes no longer than to
 * hash, and they are copied nowhere. What is added is checked as the decoder of Vert.x checks it. What only an answer would need is
 * not there.
 */
final class RequestFields extends HttpHeaders {
    private static final int USUAL = 8;

    /** Names and values in turn. */
    private String[] fields = new String[2 * USUAL];

    private int length;

    /** As many as there are, in an array that is shared. */
    String[] namesAndValues() {
        if (fields.length != length) {
            fields = Arrays.copyOf(fields, length);
        }
        return fields;
    }

    private int find(CharSequence name, int from) {
        for (int i = from; i < length; i += 2) {
            if (isSame(fields[i], name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(String field, CharSequence name) {
        return field.length() == name.length() && AsciiString.contentEqualsIgnoreCase(field, name);
    }

    @Override
    public String get(CharSequence name) {
        int at = find(name, 0);
        return at < 0 ? null : fields[at + 1];
    }

    @Override
    public String get(String name) {
        return get((CharSequence) name);
    }

    @Override
    public List<String> getAll(CharSequence name) {
        int at = find(name, 0);
        if (at < 0) {
            return List.of();
        }
        int next = find(name, at + 2);
        if (next < 0) {
            return List.of(fields[at + 1]);
        }
        List<String> values = new ArrayList<>();
        for (int i = at; i >= 0; i = find(name, i + 2)) {
            values.add(fields[i + 1]);
        }
        return values;
    }

    @Override
    public List<String> getAll(String name) {
        return getAll((CharSequence) name);
    }

    @Override
    public boolean contains(CharSequence name) {
        return find(name, 0) >= 0;
    }

    @Override
    public boolean contains(String name) {
        return contains((CharSequence) name);
    }

    @Override
    public boolean contains(CharSequence name, CharSequence value, boolean ignoreCase) {
        for (int i = find(name, 0); i >= 0; i = find(name, i + 2)) {
            if (ignoreCase
                    ? AsciiString.contentEqualsIgnoreCase(fields[i + 1], value)
                    : AsciiString.contentEquals(fields[i + 1], value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean contains(String name, String value, boolean ignoreCase) {
        return contains((CharSequence) name, value, ignoreCase);
    }

    @Override
    public RequestFields add(CharSequence name, Object value) {
        HttpUtils.validateHeader(name, (CharSequence) value);
        if (length == fields.length) {
            fields = Arrays.copyOf(fields, Math.max(2 * USUAL, 2 * length));
        }
        fields[length++] = name.toString();
        fields[length++] = value.toString();
        return this;
    }

    @Override
    public RequestFields add(String name, Object value) {
        return add((CharSequence) name, value);
    }

    @Override
    public RequestFields add(String name, Iterable<?> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    /** In the place of the first of that name. */
    @Override
    public RequestFields set(CharSequence name, Object value) {
        int at = find(name, 0);
        if (at < 0) {
            return add(name, value.toString());
        }
        fields[at + 1] = value.toString();
        removeFrom(name, at + 2);
        return this;
    }

    @Override
    public RequestFields set(String name, Object value) {
        return set((CharSequence) name, value);
    }

    @Override
    public RequestFields remove(CharSequence name) {
        removeFrom(name, 0);
        return this;
    }

    @Override
    public RequestFields remove(String name) {
        return remove((CharSequence) name);
    }

    private void removeFrom(CharSequence name, int from) {
        for (int i = find(name, from); i >= 0; i = find(name, i)) {
            System.arraycopy(fields, i + 2, fields, i, length - i - 2);
            length -= 2;
        }
    }

    @Override
    public HttpHeaders clear() {
        length = 0;
        return this;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public int size() {
        return length / 2;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < length; i += 2) {
            names.add(fields[i]);
        }
        return names;
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(size());
        for (int i = 0; i < length; i += 2) {
            entries.add(new SimpleImmutableEntry<>(fields[i], fields[i + 1]));
        }
        return entries;
    }

    @Override
    @SuppressWarnings("deprecation") // has to be there all the same
    public Iterator<Map.Entry<String, String>> iterator() {
        return entries().iterator();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        List<Map.Entry<CharSequence, CharSequence>> entries = new ArrayList<>(size());
        for (int i = 0; i < length; i += 2) {
            entries.add(new SimpleImmutableEntry<>(fields[i], fields[i + 1]));
        }
        return entries.iterator();
    }

    private static UnsupportedOperationException onlyText() {
        return new UnsupportedOperationException("the fields of a request are text");
    }

    @Override
    public HttpHeaders set(String name, Iterable<?> values) {
        throw onlyText();
    }

    @Override
    public Integer getInt(CharSequence name) {
        throw onlyText();
    }

    @Override
    public int getInt(CharSequence name, int otherwise) {
        throw onlyText();
    }

    @Override
    public Short getShort(CharSequence name) {
        throw onlyText();
    }

    @Override
    public short getShort(CharSequence name, short otherwise) {
        throw onlyText();
    }

    @Override
    public Long getTimeMillis(CharSequence name) {
        throw onlyText();
    }

    @Override
    public long getTimeMillis(CharSequence name, long otherwise) {
        throw onlyText();
    }

    @Override
    public HttpHeaders addInt(CharSequence name, int value) {
        throw onlyText();
    }

    @Override
    public HttpHeaders addShort(CharSequence name, short value) {
        throw onlyText();
    }

    @Override
    public HttpHeaders setInt(CharSequence name, int value) {
        throw onlyText();
    }

    @Override
    public HttpHeaders setShort(CharSequence name, short value) {
        throw onlyText();
    }
}
