package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * The form {@code webhook_id=7} without a signature, which a shop sends when a webhook is created and wants 200 for, or it does not turn it
 * on. {@code deliver_ping} of https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php
 */
record WooCommercePing() implements Handshake {
    private static final int LONGEST = 40;
    private static final Pattern PING = Pattern.compile("webhook_id=[0-9]+");

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        boolean ping = request.method().equals("POST")
                && request.body().length <= LONGEST
                && request.headers("X-WC-Webhook-Signature").isEmpty()
                && PING.matcher(new String(request.body(), StandardCharsets.ISO_8859_1))
                        .matches();
        return ping ? Optional.of(Answer.text("").now()) : Optional.empty();
    }
}
