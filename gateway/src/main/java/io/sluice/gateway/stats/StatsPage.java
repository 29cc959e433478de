package io.sluice.gateway.stats;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.stats.Counts;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.http.AddressLimit;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Json;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.options.StatsAccess;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/** {@code GET /stats}: the counts of each webhook, for those who may see them. */
public final class StatsPage implements Router.Endpoint {
    private static final String BEARER = "Bearer ";

    private final Stats stats;
    private final StatsAccess access;
    private final AddressRanges allowed;
    private final AddressLimit limit;
    private final Answers answers;
    private final ExecutorService threads;

    /** @param threads where the counts are put together; a virtual thread a task */
    public StatsPage(Stats stats, StatsAccess access, AddressLimit limit, Answers answers, ExecutorService threads) {
        this.stats = stats;
        this.access = access;
        this.allowed = new AddressRanges(access.allowedAddresses());
        this.limit = limit;
        this.answers = answers;
        this.threads = threads;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            answers.problem(request, refusal.get());
            return;
        }
        Context loop = Vertx.currentContext();
        var _ = CompletableFuture.supplyAsync(this::json, threads)
                .whenComplete((json, failure) -> loop.runOnContext(_ -> {
                    if (failure == null) {
                        answers.json(request, 200, json);
                    } else {
                        answers.problem(request, Problem.unavailable("The counts cannot be read at present", 1));
                    }
                }));
    }

    private Optional<Problem> refusal(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        if (!allowed.isEmpty() && !allowed.holds(address)) {
            return Optional.of(Problem.of(403, "This address may not read the statistics"));
        }
        long seconds = limit.secondsToWait(address);
        if (seconds > 0) {
            return Optional.of(limit.problem(seconds));
        }
        if (!access.token().isEmpty() && !authorized(request.getHeader("Authorization"))) {
            return Optional.of(Problem.of(401, "Unauthorized: a valid token is needed to read the statistics")
                    .with("WWW-Authenticate", "Bearer realm=\"stats\""));
        }
        return Optional.empty();
    }

    private boolean authorized(String header) {
        if (header == null) {
            return false;
        }
        String sent =
                header.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? header.substring(BEARER.length()) : header;
        return MessageDigest.isEqual(
                sent.strip().getBytes(StandardCharsets.UTF_8), access.token().getBytes(StandardCharsets.UTF_8));
    }

    private String json() {
        StringBuilder json = new StringBuilder(256).append('{');
        String separator = "";
        try {
            for (Map.Entry<String, Counts> webhook : stats.counts().entrySet()) {
                json.append(separator)
                        .append(Json.quote(shown(webhook.getKey())))
                        .append(':');
                append(json, webhook.getValue());
                separator = ",";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        return json.append('}').toString();
    }

    private static void append(StringBuilder json, Counts counts) {
        json.append("{\"total\":").append(counts.total());
        json.append(",\"minute\":").append(counts.minute());
        json.append(",\"5_minutes\":").append(counts.minutes5());
        json.append(",\"15_minutes\":").append(counts.minutes15());
        json.append(",\"30_minutes\":").append(counts.minutes30());
        json.append(",\"hour\":").append(counts.hour());
        json.append(",\"day\":").append(counts.day());
        json.append(",\"week\":").append(counts.week());
        json.append(",\"month\":").append(counts.month()).append('}');
    }

    private String shown(String webhook) {
        if (!access.sanitizeIds()) {
            return webhook;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(webhook.getBytes(StandardCharsets.UTF_8));
            return "webhook_" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
