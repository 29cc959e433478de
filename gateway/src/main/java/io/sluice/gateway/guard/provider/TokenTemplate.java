package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The secret itself in a header, as it is configured. Says nothing of the body.
 *
 * @param header where it stands
 * @param choosable whether the provider lets its customers choose the header, {@code header} in the settings
 */
record TokenTemplate(String header, boolean choosable) implements Template {
    private static final String OPTION = "header";

    static TokenTemplate of(Section file) {
        return new TokenTemplate(FieldName.read(file, OPTION, ""), file.flag("header_is_option", false));
    }

    @Override
    public boolean provesBody() {
        return false;
    }

    @Override
    public boolean dated() {
        return false;
    }

    @Override
    public String describe() {
        return "the secret in `" + header + "`" + (choosable ? ", or in the one that `header` names" : "");
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        String chosen = choosable ? FieldName.read(settings.section(), OPTION, header) : header;
        return new Check(chosen, settings.secrets().map(ProviderGuard.KEY, secret -> new SecretText(secret.value())));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        return request.with(choosable ? options.getOrDefault(OPTION, header) : header, secret);
    }

    private record Check(String header, Keys<SecretText> keys) implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            return switch (SingleHeader.of(request, header)) {
                case SingleHeader.Unusable(String cause) -> new Proof.Missing(cause).now();
                case SingleHeader.Value(String value) -> prove(request, value).now();
            };
        }

        private Proof prove(WebhookRequest request, String value) {
            long now = request.receivedMicros();
            Optional<Keys.Key<SecretText>> found = keys.matching(now, value, SecretText::matchesHeader);
            return found.<Proof>map(key -> new Proof.Given(key.accepted()))
                    .orElseGet(() ->
                            new Proof.Missing("another secret stands in the header " + header + keys.trouble(now)));
        }

        @Override
        public String describe() {
            return "the secret in the header " + header;
        }
    }
}
