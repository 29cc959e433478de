package io.sluice.gateway.guard.handshake;

import io.sluice.core.net.AllowedTarget;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.json.JsonMember;
import io.sluice.gateway.guard.outgoing.GuardAnswer;
import io.sluice.gateway.guard.outgoing.GuardCall;
import io.sluice.gateway.guard.outgoing.GuardClient;
import io.sluice.gateway.guard.outgoing.GuardClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * {@code SubscriptionConfirmation} of Amazon SNS, signed as messages are and of a configured topic: the URL that it names is called, which confirms
 * the subscription. An {@code UnsubscribeConfirmation} is answered and nothing else: whoever ended the subscription meant to.
 * https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
 */
final class SnsSubscription implements Handshake {
    private static final String REASON = "handshake";
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Pattern CONFIRMATION = Pattern.compile(
            "https://sns\\.[a-z0-9-]{3,40}\\.amazonaws\\.com(\\.cn)?/\\?Action=ConfirmSubscription&[A-Za-z0-9:_.&=%+-]{1,2000}");

    private final GuardClients clients;
    private final Pattern confirmation;

    SnsSubscription(GuardClients clients) {
        this(clients, CONFIRMATION);
    }

    /** @param confirmation the URLs that may be called */
    SnsSubscription(GuardClients clients, Pattern confirmation) {
        this.clients = clients;
        this.confirmation = confirmation;
    }

    @Override
    public Optional<CompletableFuture<Verdict>> proven(WebhookRequest request) {
        return switch (member(request, "Type")) {
            case "SubscriptionConfirmation" -> Optional.of(confirm(member(request, "SubscribeURL")));
            case "UnsubscribeConfirmation" -> Optional.of(answered().now());
            default -> Optional.empty();
        };
    }

    private static String member(WebhookRequest request, String name) {
        return JsonMember.find(request.body(), name).map(JsonMember::value).orElse("");
    }

    private static Verdict answered() {
        return new Verdict.Answered(REASON, 200, List.of(), "");
    }

    private CompletableFuture<Verdict> confirm(String url) {
        Optional<AllowedTarget> target = confirmation.matcher(url).matches() ? clients.known(url) : Optional.empty();
        if (target.isEmpty()) {
            return new Verdict.Reject(
                            400,
                            REASON,
                            "The subscription cannot be confirmed",
                            List.of(),
                            "its \"SubscribeURL\" is none of Amazon SNS")
                    .now();
        }
        GuardClient client = clients.client(target.get(), GuardClient.Limits.DEFAULT);
        return client.send(GuardCall.get()).handle((answer, failure) -> {
            client.close();
            return failure == null ? judge(answer) : unknown(failure.getMessage());
        });
    }

    private static Verdict judge(GuardAnswer answer) {
        return answer.status() == 200 ? answered() : unknown("the answer is " + answer.status());
    }

    private static Verdict unknown(String cause) {
        return new Verdict.Unavailable(
                REASON + "_unknown", RETRY, "the subscription could not be confirmed at Amazon SNS: " + cause);
    }
}
