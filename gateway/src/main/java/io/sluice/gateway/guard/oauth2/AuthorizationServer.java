package io.sluice.gateway.guard.oauth2;

import io.sluice.gateway.guard.around.JsonObject;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.Form;
import io.sluice.gateway.guard.outgoing.GuardAnswer;
import io.sluice.gateway.guard.outgoing.GuardCall;
import io.sluice.gateway.guard.outgoing.GuardClient;
import io.sluice.gateway.guard.outgoing.KeptAnswers;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks about tokens, RFC 7662, and remembers what it heard: no longer than a token lasts, and not for long. */
final class AuthorizationServer {
    private static final int MOST_UNDER_WAY = 256;
    private static final Duration INACTIVE = Duration.ofSeconds(10);

    private final Introspection introspection;
    private final InstantSource clock;
    private final GuardClient client;
    private final KeptAnswers<Optional<JsonObject>> answers;

    AuthorizationServer(Introspection introspection, Surroundings around) {
        this.introspection = introspection;
        this.clock = around.clock();
        this.client = around.clients().client(introspection.endpoint(), GuardClient.Limits.DEFAULT);
        this.answers = new KeptAnswers<>(introspection.cacheSize(), MOST_UNDER_WAY, around.nanoTime());
    }

    /**
     * What the server says of an active token; empty of one that is not. Fails with an {@link IOException} when it says neither.
     *
     * @param webhookId for which the token was shown
     */
    CompletableFuture<Optional<JsonObject>> ask(String webhookId, String token) {
        String about = ReplayKey.of(webhookId, "oauth2", token.getBytes(StandardCharsets.UTF_8));
        return answers.of(about, () -> call(token))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IOException(client + ": " + MOST_UNDER_WAY + " questions are under way")));
    }

    private CompletableFuture<KeptAnswers.Answer<Optional<JsonObject>>> call(String token) {
        Optional<Secret> secret = introspection.clientSecrets().all().stream()
                .filter(one -> one.counts(clock.instant()))
                .findFirst();
        if (secret.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("no client_secret counts at this time"));
        }
        return client.send(call(token, secret.get().value())).thenCompose(answer -> {
            try {
                return CompletableFuture.completedFuture(read(answer));
            } catch (IOException unusable) {
                return CompletableFuture.failedFuture(unusable);
            }
        });
    }

    private GuardCall call(String token, String secret) {
        Form form = new Form().with("token", token).with("token_type_hint", "access_token");
        return switch (introspection.authentication()) {
            case POST ->
                form.with("client_id", introspection.clientId())
                        .with("client_secret", secret)
                        .post();
            case BASIC -> {
                String pair = Form.encode(introspection.clientId()) + ":" + Form.encode(secret);
                String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
                yield form.post().with("Authorization", "Basic " + credentials);
            }
        };
    }

    private KeptAnswers.Answer<Optional<JsonObject>> read(GuardAnswer answer) throws IOException {
        if (answer.status() != 200) {
            String cure = answer.status() == 401 || answer.status() == 403
                    ? ": look at client_id, client_secret and client_authentication"
                    : "";
            throw new IOException(client + " answered " + answer.status() + cure);
        }
        Optional<JsonObject> object = JsonObject.parse(answer.body());
        Optional<Boolean> active = object.flatMap(found -> found.flag("active"));
        if (active.isEmpty()) {
            throw new IOException(client + " did not say whether the token is active (RFC 7662, section 2.2)");
        }
        return active.get()
                ? new KeptAnswers.Answer<>(object, time(object.get()), true)
                : new KeptAnswers.Answer<>(Optional.empty(), shorter(INACTIVE, introspection.cacheTime()), false);
    }

    private Duration time(JsonObject active) {
        Optional<Duration> left =
                active.number("exp").map(exp -> Duration.ofMillis((long) (exp * 1e3 - clock.millis())));
        return shorter(introspection.cacheTime(), left.orElse(introspection.cacheTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
