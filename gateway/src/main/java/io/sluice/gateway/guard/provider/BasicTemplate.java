package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Name and password, RFC 7617: the secret is {@code name:password}. Says nothing of the body. */
record BasicTemplate() implements Template {
    private static final String SCHEME = "Basic ";

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
        return "HTTP Basic; the secret is `name:password`";
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Secrets secrets = settings.secrets();
        Section section = settings.section();
        if (secrets.all().stream()
                .anyMatch(secret -> !secret.value().isEmpty() && secret.value().indexOf(':') < 0)) {
            section.problem("secret", "holds no colon between name and password", "write it as name:password");
        }
        return new Check(secrets.map(ProviderGuard.KEY, secret -> new SecretText(secret.value())));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        if (secret.indexOf(':') < 0) {
            throw new IllegalArgumentException("the secret holds no colon between name and password");
        }
        return request.with("Authorization", SCHEME + Encoding.BASE64.encode(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private record Check(Keys<SecretText> keys) implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            return switch (SingleHeader.of(request, "Authorization")) {
                case SingleHeader.Unusable(String cause) -> new Proof.Missing(cause).now();
                case SingleHeader.Value(String value)
                when !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ->
                    new Proof.Missing("the header Authorization has another scheme than Basic").now();
                case SingleHeader.Value(String value) -> prove(request, value).now();
            };
        }

        private Proof prove(WebhookRequest request, String value) {
            long now = request.receivedMicros();
            Optional<byte[]> credentials =
                    Encoding.BASE64.decode(value.substring(SCHEME.length()).strip());
            if (credentials.isEmpty()) {
                return new Proof.Missing("the credentials are not Base64");
            }
            return keys.matching(now, credentials.get(), SecretText::matches)
                    .<Proof>map(key -> new Proof.Given(key.accepted()))
                    .orElseGet(() -> new Proof.Missing("name or password is another one" + keys.trouble(now)));
        }

        @Override
        public String describe() {
            return "HTTP Basic";
        }
    }
}
