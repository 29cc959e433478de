package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secrets;
import io.sluice.gateway.guard.signing.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for a signature with a shared secret where a class says what is signed.
 *
 * @param description what it asks of a request
 * @param reader what a request claims
 */
record SecretCheck(String description, Keys<Signer> keys, Reader reader) implements ProviderCheck {
    /** Reads what a request claims. */
    @FunctionalInterface
    interface Reader {
        Claimed read(WebhookRequest request);
    }

    /** With the secrets under {@code secret}. */
    static SecretCheck of(String description, ProviderSettings settings, Secrets.Form<Signer> form, Reader reader) {
        Secrets secrets = settings.secrets();
        String choice = secrets.several() ? ", one of " + secrets : "";
        return new SecretCheck(description + choice, secrets.map(ProviderGuard.KEY, form), reader);
    }

    @Override
    public CompletableFuture<Proof> prove(WebhookRequest request) {
        return switch (reader.read(request)) {
            case Claimed.Nothing(String cause) -> new Proof.Missing(cause).now();
            case Claimed.Signed signed ->
                prove(request.receivedMicros(), signed).now();
        };
    }

    private Proof prove(long now, Claimed.Signed signed) {
        Optional<Keys.Key<Signer>> found =
                keys.matching(now, signed, (signer, claimed) -> claimed.by().test(signer));
        if (found.isEmpty()) {
            return new Proof.Missing(
                    "the signature is not that of the request with a configured secret: another secret,"
                            + " or something that was changed on the way" + keys.trouble(now));
        }
        return signed.time()
                .<Proof>map(time -> new Proof.Dated(found.get().accepted(), time, signed.content()))
                .orElseGet(() -> new Proof.Given(found.get().accepted()));
    }

    @Override
    public List<String> explain(WebhookRequest request, Duration tolerance) {
        Explanation explanation = new Explanation(request);
        return switch (reader.read(request)) {
            case Claimed.Nothing(String cause) -> explanation.says(cause).lines();
            case Claimed.Signed signed -> {
                signed.time().ifPresent(time -> explanation.time("the request", Optional.of(time), tolerance));
                yield explanation.says(keys.standing(request.receivedMicros())).signed(signed.content());
            }
        };
    }

    @Override
    public String describe() {
        return description;
    }
}
