package io.sluice.gateway.guard.recaptcha;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.JsonObject;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.Form;
import io.sluice.gateway.guard.outgoing.GuardAnswer;
import io.sluice.gateway.guard.outgoing.GuardClient;
import io.sluice.gateway.guard.outgoing.KeptAnswers;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The service that gave a token says whether it is right. It says so once, so what it said is remembered for a while: a request that the
 * journal refused may come again with its token.
 *
 * @see <a href="https://developers.google.com/recaptcha/docs/verify">Verifying the user's response</a>
 */
final class VerificationService {
    private static final int MOST_UNDER_WAY = 256;
    private static final int MOST_KEPT = 10_000;
    /** As long as a token may be verified. */
    private static final Duration RIGHT = Duration.ofMinutes(2);

    private static final Duration WRONG = Duration.ofSeconds(10);
    /** What is the sender's fault. Anything else is ours or the service's, and says nothing of the token. */
    private static final Set<String> OF_THE_TOKEN =
            Set.of("missing-input-response", "invalid-input-response", "timeout-or-duplicate");

    private final Secrets secrets;
    private final InstantSource clock;
    private final GuardClient client;
    private final KeptAnswers<Answer> answers;

    /** What it said. */
    sealed interface Answer {
        /** It gave this token, and nobody has shown it before. */
        record Right(Verdict.Accept accepted, JsonObject members) implements Answer {}

        /**
         * It did not, or it was shown before.
         *
         * @param cause for the operator
         */
        record Wrong(String cause) implements Answer {}
    }

    VerificationService(RecaptchaSettings settings, Surroundings around) {
        this.secrets = settings.secrets();
        this.clock = around.clock();
        this.client = around.clients().client(settings.url(), GuardClient.Limits.DEFAULT);
        this.answers = new KeptAnswers<>(MOST_KEPT, MOST_UNDER_WAY, around.nanoTime());
    }

    /**
     * Asks about a token. Fails with an {@link IOException} when the service does not say.
     *
     * @param about the token's hash
     * @param address the sender's, when the service is to know it
     */
    CompletableFuture<Answer> ask(String about, String token, Optional<String> address) {
        return answers.of(about, () -> ask(token, address))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IOException(client + ": " + MOST_UNDER_WAY + " questions are under way")));
    }

    private CompletableFuture<KeptAnswers.Answer<Answer>> ask(String token, Optional<String> address) {
        List<Secret> counting = secrets.all().stream()
                .filter(secret -> secret.counts(clock.instant()))
                .toList();
        if (counting.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("no secret_key counts at this time"));
        }
        return ask(counting, 0, token, address).thenApply(answer -> {
            boolean right = answer instanceof Answer.Right;
            return new KeptAnswers.Answer<>(answer, right ? RIGHT : WRONG, right);
        });
    }

    /** With one secret after another until one is the token's. */
    private CompletableFuture<Answer> ask(List<Secret> counting, int at, String token, Optional<String> address) {
        Form form = new Form().with("secret", counting.get(at).value()).with("response", token);
        address.ifPresent(known -> form.with("remoteip", known));
        return client.send(form.post()).thenCompose(received -> {
            Answer answer;
            try {
                answer = read(received, counting.get(at));
            } catch (IOException unusable) {
                return CompletableFuture.failedFuture(unusable);
            }
            return answer instanceof Answer.Right || at == counting.size() - 1
                    ? CompletableFuture.completedFuture(answer)
                    : ask(counting, at + 1, token, address);
        });
    }

    private Answer read(GuardAnswer received, Secret secret) throws IOException {
        Optional<JsonObject> members = received.status() == 200 ? JsonObject.parse(received.body()) : Optional.empty();
        Optional<Boolean> success = members.flatMap(found -> found.flag("success"));
        if (success.isEmpty()) {
            throw new IOException(
                    client + " answered " + received.status() + " without saying whether the token is right");
        }
        if (success.get()) {
            return new Answer.Right(
                    secrets.several()
                            ? Verdict.Accept.by(new SecretMatch(RecaptchaGuard.KEY, secret.label()))
                            : new Verdict.Accept(),
                    members.get());
        }
        List<String> codes = members.get().texts("error-codes").orElse(List.of());
        if (codes.isEmpty() || !OF_THE_TOKEN.containsAll(codes)) {
            String cure = codes.stream().anyMatch(code -> code.contains("secret")) ? ": look at secret_key" : "";
            throw new IOException(client + " could not verify: " + String.join(", ", codes) + cure);
        }
        return new Answer.Wrong("the service says " + String.join(", ", codes));
    }
}
