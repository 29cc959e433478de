package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.EncodedHeaders;
import io.sluice.core.event.Event;
import io.sluice.core.event.Header;
import io.sluice.core.event.HeaderPlaces;
import io.sluice.core.json.JsonBuffer;
import java.util.List;

/**
 * Makes credentials unreadable, in JSON and in headers. A member or header whose name says that it holds a credential loses its
 * whole value, of whatever type; nothing else changes by a byte. In headers an underscore of a name may be a hyphen, and
 * {@code Cookie}, {@code Set-Cookie} and {@code Proxy-Authorization} count too, because they carry sessions and passwords.
 * Immutable; thread-safe.
 */
public final class CredentialMask {

    /** What stands in the place of a credential. */
    public static final String MASK = "***REDACTED***";

    private final JsonMask json;
    private final HeaderMask headers;

    public CredentialMask(CredentialCleanup cleanup) {
        json = new JsonMask(SecretNames.ofMembers(cleanup.fields()), cleanup.mode());
        headers = new HeaderMask(SecretNames.ofHeaders(cleanup.fields()), cleanup.mode());
    }

    /**
     * The document without credentials: the same array when there were none in it, or when it is not well-formed JSON.
     */
    public byte[] json(byte[] document) {
        return json.apply(document);
    }

    /**
     * Adds the document that stands in a piece of an array, without credentials; false, and nothing is added, when there were none in it,
     * or when it is not well-formed JSON.
     */
    public boolean json(byte[] bytes, int from, int to, JsonBuffer out) {
        return json.apply(bytes, from, to, out);
    }

    /** The headers without credentials; the same list when there were none in it. */
    public List<Header> headers(List<Header> original) {
        return headers.apply(original);
    }

    /** The headers as a JSON object in UTF-8 without credentials: names in lower case, repeated ones joined with a comma. */
    public byte[] headersAsJson(List<Header> original) {
        JsonBuffer out = new JsonBuffer(64 * original.size());
        headersAsJson(EncodedHeaders.of(original).places(), out);
        return out.toBytes();
    }

    /** Adds the headers as {@link #headersAsJson(List)} gives them. */
    public void headersAsJson(HeaderPlaces original, JsonBuffer out) {
        headers.json(original, out);
    }

    /** The event without credentials in body and headers: what a destination gets whose webhook asks for it. */
    public Event clean(Event event) {
        return new Event(
                event.id(),
                event.webhookId(),
                event.namespace(),
                event.receivedMicros(),
                event.source(),
                event.contentType(),
                headers(event.headers()),
                json(event.body()));
    }
}
