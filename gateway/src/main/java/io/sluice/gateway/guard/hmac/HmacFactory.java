package io.sluice.gateway.guard.hmac;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.signing.SignedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code hmac {secret, header: "X-Hub-Signature-256", algorithm: "sha256"}}, and beyond the compatible format:
 *
 * <ul>
 *   <li>{@code algorithm}: sha1, sha256, sha384 or sha512
 *   <li>{@code encoding} (hex): hex, base64 or base64url
 *   <li>{@code prefix}: what stands before the signature; when it is not given, {@code sha256=} may stand there
 *   <li>{@code signed} ({@code {body}}): what is signed, see {@link SignedText}
 *   <li>{@code timestamp_header}, {@code id_header}: where {@code {timestamp}} and {@code {id}} come from
 *   <li>{@code secret_encoding} (text): text, hex, base64 or base64url
 *   <li>{@code tolerance} (5 min): how far the timestamp may lie from now
 *   <li>{@code replay_protection} (true): a request with a timestamp is taken once
 * </ul>
 */
public final class HmacFactory implements GuardFactory {
    private final Surroundings around;

    public HmacFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "hmac";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new HmacPlan(HmacSettings.NONE, around);
        }
        return new HmacPlan(HmacSettings.read(own.get(), around.clock()), around);
    }

    private record HmacPlan(HmacSettings settings, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            String choice = settings.secrets().several() ? ", one of " + settings.secrets() : "";
            return "HMAC-" + settings.algorithm().name().toUpperCase(Locale.ROOT) + " in the header "
                    + settings.signing().header() + choice
                    + settings.signing().describeTime();
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            return new HmacGuard(settings, around.seen()).explain(request);
        }

        @Override
        public Guard build() {
            return new HmacGuard(settings, around.seen());
        }
    }
}
