package io.sluice.core.plugin;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A request as the guards see it: whole, in memory, not yet accepted. Valid only until the verdict is given. What a guard does not ask
 * for costs nothing.
 */
public interface WebhookRequest {

    /** The configured webhook that the request is for. */
    String webhookId();

    /** The method as it was sent, such as {@code POST}. */
    String method();

    /** The request target as it was sent, RFC 9112 section 3.2: as a rule path and query. */
    String target();

    /** The raw path, neither decoded nor normalised. */
    String path();

    /** The raw query text without the question mark, empty when there is none. */
    String query();

    /** {@code http} or {@code https} as the sender saw it: what a trusted proxy says, else how the connection was made. */
    String scheme();

    /** Host, and port where one was written, as the sender saw them: what a trusted proxy says, else the field {@code Host}. */
    String authority();

    /** The URL that the sender called, as far as it can be known: {@code https://example.com/webhook/orders?a=1}. */
    default String url() {
        String query = query();
        return scheme() + "://" + authority() + path() + (query.isEmpty() ? "" : "?" + query);
    }

    /** The first header of that name (any case), or an empty text when there is none. */
    String header(String name);

    /** The values of all header fields of that name (any case) in the order of arrival: more than one says that it was repeated. */
    List<String> headers(String name);

    /** Shows every header field, name and value as they were sent, in the order of arrival. */
    void forEachHeader(BiConsumer<String, String> field);

    /** The address that the connection came from, as text: the sender's or a proxy's. */
    String peer();

    /** The sender's address as text: the first one, from here, that is no trusted proxy's. */
    String source();

    /** The certificates of the sender's TLS connection to us, its own first; none when it showed none or the connection is clear text. */
    default List<X509Certificate> clientCertificates() {
        return List.of();
    }

    /** The raw body. Not to be changed or kept. */
    byte[] body();

    /**
     * The body as the event will have it: inflated where it came compressed. Known from {@link GuardFactory.Phase#PAYLOAD} on, before it
     * is the raw body. Not to be changed or kept.
     */
    default byte[] payload() {
        return body();
    }

    /** Unix microseconds at which the request's head had arrived. */
    long receivedMicros();
}
