package io.sluice.gateway.guard.handshake;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.SingleHeader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * The abuse protection of CloudEvents, as Azure Event Grid asks for it: an OPTIONS with {@code WebHook-Request-Origin}, which the answer
 * allows. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 *
 * @param origins whose senders may send, in lower case; anybody's when empty
 * @param rate events a minute that are allowed, or {@code *}
 */
record CloudEventsHandshake(Set<String> origins, String rate) implements Handshake {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,255}");
    private static final long MOST = 1_000_000_000L;

    /** Reads {@code origins} and {@code rate}. */
    static Handshake read(Section section) {
        List<String> origins = section.strings("origins");
        if (section.has("origins") && origins.isEmpty()) {
            section.problem("origins", "there is none", "write a list of names, or remove it to allow all");
        }
        long rate = section.integer("rate", MOST, 1, MOST);
        return new CloudEventsHandshake(
                Set.copyOf(origins.stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .toList()),
                section.has("rate") ? Long.toString(rate) : "*");
    }

    @Override
    public Set<String> methods() {
        return Set.of("OPTIONS");
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        return request.method().equals("OPTIONS")
                        && SingleHeader.of(request, "WebHook-Request-Origin")
                                instanceof SingleHeader.Value(String origin)
                ? Optional.of(answer(origin).now())
                : Optional.empty();
    }

    private Verdict answer(String origin) {
        boolean allowed = NAME.matcher(origin).matches()
                && (origins.isEmpty() || origins.contains(origin.toLowerCase(Locale.ROOT)));
        if (!allowed) {
            return new Verdict.Reject(
                    403,
                    HandshakeFactory.KEY,
                    "Forbidden: this origin is not allowed",
                    List.of(),
                    "the origin " + origin + " asks to send CloudEvents and is not among the configured origins");
        }
        return new Verdict.Answered(
                HandshakeFactory.KEY,
                200,
                List.of(
                        new Header("Allow", "POST, OPTIONS"),
                        new Header("WebHook-Allowed-Origin", origin),
                        new Header("WebHook-Allowed-Rate", rate)),
                "");
    }
}
