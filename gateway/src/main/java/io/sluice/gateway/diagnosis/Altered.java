package io.sluice.gateway.diagnosis;

import io.sluice.core.event.Header;
import io.sluice.gateway.recorded.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recorded requests with one thing otherwise. */
final class Altered {
    private static final Set<String> FORWARDED =
            Set.of("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port");

    private Altered() {}

    static RecordedRequest body(RecordedRequest from, byte[] body) {
        return with(from, from.secure(), from.target(), from.headers(), from.peer(), body, from.receivedMicros());
    }

    static RecordedRequest time(RecordedRequest from, long receivedMicros) {
        return with(from, from.secure(), from.target(), from.headers(), from.peer(), from.body(), receivedMicros);
    }

    static RecordedRequest peer(RecordedRequest from, String peer) {
        return with(from, from.secure(), from.target(), from.headers(), peer, from.body(), from.receivedMicros());
    }

    /** As if it had been sent to that URL without a proxy between. */
    static RecordedRequest url(RecordedRequest from, boolean secure, String authority, String target) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", authority));
        from.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase("Host"))
                .filter(header -> !FORWARDED.contains(header.name().toLowerCase(Locale.ROOT)))
                .forEach(headers::add);
        return with(from, secure, target, headers, from.peer(), from.body(), from.receivedMicros());
    }

    private static RecordedRequest with(
            RecordedRequest from,
            boolean secure,
            String target,
            List<Header> headers,
            String peer,
            byte[] body,
            long receivedMicros) {
        return new RecordedRequest(
                from.webhookId(),
                from.namespace(),
                from.method(),
                target,
                secure,
                headers,
                peer,
                from.certificates(),
                body,
                receivedMicros);
    }
}
