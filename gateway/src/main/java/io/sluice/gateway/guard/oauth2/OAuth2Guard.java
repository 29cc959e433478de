package io.sluice.gateway.guard.oauth2;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.JsonObject;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.token.Judgement;
import io.sluice.gateway.guard.token.TokenCheck;
import io.sluice.gateway.guard.token.TokenField;
import io.sluice.gateway.guard.token.TokenRules;
import io.sluice.gateway.guard.token.TokenThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** An access token in a header, RFC 6750: right, and with the scopes that are asked for. */
final class OAuth2Guard implements Guard {
    private static final String KEY = "oauth2";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** RFC 6750, section 2.1: {@code b64token}. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}+=*");

    private static final String CHALLENGE = "Bearer realm=\"webhook\"";
    private static final Refusals WRONG = Refusals.challenge(KEY, "the token is missing or not valid", CHALLENGE);
    private static final Refusals NOT_PERMITTED = new Refusals(
            403,
            KEY,
            "Forbidden: the token does not permit this",
            List.of(new Header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"")));

    private final TokenField field;
    private final List<String> scopes;
    private final TokenJudge judge;

    /** Says of a token whether it is right. */
    @FunctionalInterface
    private interface TokenJudge {
        CompletableFuture<Judgement> judge(String webhookId, String token, long nowMicros);
    }

    OAuth2Guard(
            TokenField field,
            List<String> scopes,
            OAuth2Factory.Check check,
            Surroundings around,
            TokenThreads threads) {
        this.field = field;
        this.scopes = List.copyOf(scopes);
        this.judge = switch (check) {
            case OAuth2Factory.Check.Signature(var settings) -> {
                TokenCheck signature = settings.build(KEY, around, threads);
                yield (_, token, now) -> signature.check(token, now);
            }
            case OAuth2Factory.Check.Asking(Introspection introspection, TokenRules rules) -> {
                AuthorizationServer server = new AuthorizationServer(introspection, around);
                yield (webhookId, token, now) -> server.ask(webhookId, token)
                        .handle((answer, failure) -> failure == null ? judge(answer, rules, now) : away(failure));
            }
            case OAuth2Factory.Check.Presence _ -> {
                CompletableFuture<Judgement> right =
                        CompletableFuture.completedFuture(new Judgement.Right(new Verdict.Accept(), JsonObject.EMPTY));
                yield (_, _, _) -> right;
            }
        };
    }

    private static Judgement judge(Optional<JsonObject> active, TokenRules rules, long nowMicros) {
        if (active.isEmpty()) {
            return new Judgement.Wrong("the authorization server says that the token is not active");
        }
        return rules.fault(active.get(), nowMicros)
                .<Judgement>map(Judgement.Wrong::new)
                .orElseGet(() -> new Judgement.Right(new Verdict.Accept(), active.get()));
    }

    private static Judgement away(Throwable failure) {
        Throwable cause =
                failure.getCause() == null || failure instanceof java.io.IOException ? failure : failure.getCause();
        return new Judgement.Undecided(RETRY, "the authorization server cannot be asked: " + cause.getMessage());
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (field.of(request)) {
            case SingleHeader.Unusable(String cause) -> WRONG.now(cause);
            case SingleHeader.Value(String token)
            when !TOKEN.matcher(token).matches() ->
                WRONG.now("the token holds characters that none can have (RFC 6750, section 2.1), or is too long");
            case SingleHeader.Value(String token) ->
                judge.judge(request.webhookId(), token, request.receivedMicros())
                        .thenApply(this::verdict);
        };
    }

    private Verdict verdict(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Wrong(String cause) -> WRONG.because(cause);
            case Judgement.Busy _ ->
                new Verdict.Unavailable(KEY + "_busy", SOON, "too many tokens wait to be verified");
            case Judgement.Undecided(Duration retryAfter, String cause) ->
                new Verdict.Unavailable(KEY + "_unavailable", retryAfter, cause);
            case Judgement.Right(Verdict.Accept accepted, JsonObject claims) -> {
                List<String> missing = missing(claims);
                yield missing.isEmpty()
                        ? accepted
                        : NOT_PERMITTED.because("the token lacks the scope " + String.join(" ", missing));
            }
        };
    }

    /** Which of the scopes asked for a token does not have: {@code scope} of RFC 8693 and RFC 7662, or {@code scp} as some write it. */
    private List<String> missing(JsonObject claims) {
        if (scopes.isEmpty()) {
            return List.of();
        }
        List<String> missing = new ArrayList<>(scopes);
        for (String name : List.of("scope", "scp")) {
            for (String text : claims.texts(name).orElse(List.of())) {
                missing.removeAll(Arrays.asList(text.split(" ", -1)));
            }
        }
        return missing;
    }
}
