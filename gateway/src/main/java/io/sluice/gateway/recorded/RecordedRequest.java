package io.sluice.gateway.recorded;

import io.sluice.core.event.Header;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A request as it came over the wire, written down: all that the guards of its webhook look at, so that they can judge it again. The
 * sender behind trusted proxies is not part of it: that is found anew, by the present configuration.
 *
 * @param webhookId the configured webhook that it was for
 * @param namespace the namespace of the path, empty when there was none
 * @param method as it was sent
 * @param target path and query as they were sent
 * @param secure whether the connection to us was TLS
 * @param headers every field in the order of arrival; one character of a value is one byte
 * @param peer the address that the connection came from
 * @param certificates of the sender's TLS connection, its own first
 * @param body the raw bytes; not copied, so not to be changed
 * @param receivedMicros Unix microseconds at which its head had arrived: the time at which it is judged
 */
@SuppressWarnings("ArrayRecordComponent") // the body travels without a copy; nobody compares requests by value
public record RecordedRequest(
        String webhookId,
        String namespace,
        String method,
        String target,
        boolean secure,
        List<Header> headers,
        String peer,
        List<X509Certificate> certificates,
        byte[] body,
        long receivedMicros) {

    public RecordedRequest {
        headers = List.copyOf(headers);
        certificates = List.copyOf(certificates);
    }

    /** Says nothing of headers and body, which hold credentials. */
    @Override
    public String toString() {
        return method + " to " + webhookId + " from " + peer + ", " + body.length + " bytes";
    }
}
