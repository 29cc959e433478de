package io.sluice.gateway.guard;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.http.Router;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A request in memory, immutable. A header's value is given as text, and kept as it comes from the wire: one character for each byte of its
 * UTF-8.
 */
public final class TestRequest implements WebhookRequest {
    private final String method;
    private final String target;
    private final String scheme;
    private final String authority;
    private final List<Header> fields;
    private final String peer;
    private final String source;
    private final byte[] body;
    private final Instant received;
    private final List<X509Certificate> certificates;

    private TestRequest(
            String method,
            String target,
            String scheme,
            String authority,
            List<Header> fields,
            String peer,
            String source,
            byte[] body,
            Instant received,
            List<X509Certificate> certificates) {
        this.method = method;
        this.target = target;
        this.scheme = scheme;
        this.authority = authority;
        this.fields = List.copyOf(fields);
        this.peer = peer;
        this.source = source;
        this.body = body;
        this.received = received;
        this.certificates = certificates;
    }

    /** {@code POST https://hooks.example.com/webhook/orders} from 192.0.2.1, at a time that contracts stand at. */
    public static TestRequest post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes. */
    public static TestRequest post(byte[] body) {
        return new TestRequest(
                "POST",
                "/webhook/orders",
                "https",
                "hooks.example.com",
                List.of(),
                "192.0.2.1",
                "192.0.2.1",
                body,
                GuardContract.NOW,
                List.of());
    }

    /** With one field more; one of that name may be there already. */
    public TestRequest header(String name, String value) {
        List<Header> more = new ArrayList<>(fields);
        more.add(new Header(name, wire(value)));
        return withFields(more);
    }

    /** Without the fields of that name. */
    public TestRequest without(String name) {
        return withFields(fields.stream()
                .filter(field -> !field.name().equalsIgnoreCase(name))
                .toList());
    }

    /** With one field of that name instead of all. */
    public TestRequest replaced(String name, String value) {
        return without(name).header(name, value);
    }

    /** With the field a second time. */
    public TestRequest repeated(String name) {
        List<Header> more = new ArrayList<>(fields);
        more.add(new Header(name, headers(name).getFirst()));
        return withFields(more);
    }

    private static String wire(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private TestRequest withFields(List<Header> other) {
        return new TestRequest(method, target, scheme, authority, other, peer, source, body, received, certificates);
    }

    public TestRequest method(String other) {
        return new TestRequest(other, target, scheme, authority, fields, peer, source, body, received, certificates);
    }

    /** Path and query. */
    public TestRequest target(String other) {
        return new TestRequest(method, other, scheme, authority, fields, peer, source, body, received, certificates);
    }

    /** What the sender called, such as {@code https} and {@code example.com:8443}. */
    public TestRequest calling(String otherScheme, String otherAuthority) {
        return new TestRequest(
                method, target, otherScheme, otherAuthority, fields, peer, source, body, received, certificates);
    }

    /** The sender's address; the connection's is the same. */
    public TestRequest from(String address) {
        return new TestRequest(
                method, target, scheme, authority, fields, address, address, body, received, certificates);
    }

    public TestRequest body(byte[] other) {
        return new TestRequest(method, target, scheme, authority, fields, peer, source, other, received, certificates);
    }

    public TestRequest body(String other) {
        return body(other.getBytes(StandardCharsets.UTF_8));
    }

    public TestRequest at(Instant other) {
        return new TestRequest(method, target, scheme, authority, fields, peer, source, body, other, certificates);
    }

    public TestRequest certificates(List<X509Certificate> chain) {
        return new TestRequest(method, target, scheme, authority, fields, peer, source, body, received, chain);
    }

    /** All requests that differ in one byte of the body. */
    public List<TestRequest> bodyMutations() {
        List<TestRequest> mutations = new ArrayList<>();
        for (int i = 0; i < body.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] other = body.clone();
                other[i] ^= (byte) bit;
                mutations.add(body(other));
            }
        }
        mutations.add(body(Arrays.copyOf(body, body.length + 1)));
        if (body.length > 0) {
            mutations.add(body(Arrays.copyOf(body, body.length - 1)));
        }
        return mutations;
    }

    /**
     * All requests that differ in one visible character of a header, for each header of that name. A letter's other case is left out,
     * because hexadecimal digits and the names of schemes may be written in both.
     */
    public List<TestRequest> headerMutations(String name) {
        List<TestRequest> mutations = new ArrayList<>();
        for (int at = 0; at < fields.size(); at++) {
            if (fields.get(at).name().equalsIgnoreCase(name)) {
                for (String other : mutations(fields.get(at).value())) {
                    List<Header> changed = new ArrayList<>(fields);
                    changed.set(at, new Header(name, other));
                    mutations.add(withFields(changed));
                }
            }
        }
        return mutations;
    }

    /** All requests that differ in one visible character of path and query. */
    public List<TestRequest> targetMutations() {
        return mutations(target.substring(1)).stream()
                .map(other -> target("/" + other))
                .toList();
    }

    private static List<String> mutations(String text) {
        List<String> mutations = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            for (int bit = 1; bit < 128; bit <<= 1) {
                char other = (char) (text.charAt(i) ^ bit);
                if (other > ' ' && other < 127 && !sameLetter(other, text.charAt(i))) {
                    mutations.add(text.substring(0, i) + other + text.substring(i + 1));
                }
            }
        }
        return mutations;
    }

    private static boolean sameLetter(char one, char other) {
        return Character.toString(one)
                .toLowerCase(Locale.ROOT)
                .equals(Character.toString(other).toLowerCase(Locale.ROOT));
    }

    @Override
    public String webhookId() {
        return "orders";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String path() {
        return Router.path(target);
    }

    @Override
    public String query() {
        int at = target.indexOf('?');
        return at < 0 ? "" : target.substring(at + 1);
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String authority() {
        return authority;
    }

    @Override
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    @Override
    public List<String> headers(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> field) {
        fields.forEach(one -> field.accept(one.name(), one.value()));
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<X509Certificate> clientCertificates() {
        return certificates;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public long receivedMicros() {
        return received.getEpochSecond() * 1_000_000 + received.getNano() / 1_000;
    }

    @Override
    public String toString() {
        return method + " " + target + " " + fields + " " + body.length + " bytes";
    }
}
