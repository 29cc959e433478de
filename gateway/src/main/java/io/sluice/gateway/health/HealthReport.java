package io.sluice.gateway.health;

import io.sluice.core.plugin.Health;
import io.sluice.gateway.http.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks every component how it is, each on a virtual thread of its own and none for longer than two seconds. The report is kept
 * for a second, so that a flood of questions costs one round.
 *
 * <p>The word {@code status} is {@code healthy} when the instance is ready and every configured component is well, {@code degraded}
 * when it is ready and one is not (the journal holds what that component misses), {@code unhealthy} when it is not ready.
 */
public final class HealthReport {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * A report.
     *
     * @param json the answer's body
     */
    public record Report(boolean ready, String json) {}

    private final Map<String, Supplier<Health>> components;
    private final Readiness readiness;
    private final InstantSource clock;
    private final ExecutorService threads;
    private CompletableFuture<Report> latest = CompletableFuture.completedFuture(new Report(false, "{}"));
    private long madeAtNanos = System.nanoTime() - FRESH_NANOS;

    /** @param threads runs each question; a virtual thread a task */
    public HealthReport(
            Map<String, Supplier<Health>> components,
            Readiness readiness,
            InstantSource clock,
            ExecutorService threads) {
        this.components = new LinkedHashMap<>(components);
        this.readiness = readiness;
        this.clock = clock;
        this.threads = threads;
    }

    /** The report of now or of the last second. Never blocks. */
    public synchronized CompletableFuture<Report> report() {
        long now = System.nanoTime();
        if (latest.isDone() && now - madeAtNanos >= FRESH_NANOS) {
            madeAtNanos = now;
            latest = CompletableFuture.supplyAsync(this::make, threads);
        }
        return latest;
    }

    private Report make() {
        Map<String, CompletableFuture<Health>> asked = new LinkedHashMap<>();
        CompletableFuture<Health> journal = readiness.probe();
        components.forEach((name, check) -> asked.put(name, CompletableFuture.supplyAsync(check, threads)));
        Map<String, Health> answers = new LinkedHashMap<>();
        answers.put("journal", await(journal));
        asked.forEach((name, answer) -> answers.put(name, await(answer)));
        boolean ready = readiness.open() && answers.get("journal") instanceof Health.Healthy;
        boolean well = answers.values().stream().noneMatch(Health.Unhealthy.class::isInstance);
        return new Report(ready, json(ready ? (well ? "healthy" : "degraded") : "unhealthy", answers));
    }

    private static Health await(CompletableFuture<Health> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Health.Unhealthy("interrupted");
        } catch (ExecutionException e) {
            return new Health.Unhealthy("its check failed");
        } catch (TimeoutException e) {
            return new Health.Unhealthy("no answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private String json(String status, Map<String, Health> answers) {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"status\":\"").append(status).append("\",\"service\":\"sluice\",\"ready\":");
        json.append(!status.equals("unhealthy")).append(",\"timestamp\":");
        json.append(clock.millis() / 1_000).append(",\"components\":{");
        String separator = "";
        for (Map.Entry<String, Health> answer : answers.entrySet()) {
            json.append(separator).append(Json.quote(answer.getKey())).append(':');
            json.append(Json.quote(answer.getValue().word()));
            separator = ",";
        }
        json.append("},\"causes\":{");
        separator = "";
        for (Map.Entry<String, Health> answer : answers.entrySet()) {
            if (answer.getValue() instanceof Health.Unhealthy(String cause)) {
                json.append(separator)
                        .append(Json.quote(answer.getKey()))
                        .append(':')
                        .append(Json.quote(cause));
                separator = ",";
            }
        }
        return json.append("}}").toString();
    }
}
