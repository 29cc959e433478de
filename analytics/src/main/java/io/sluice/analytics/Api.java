package io.sluice.analytics;

import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.WebhookStats;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** What the analytics service answers, path by path. Thread-safe. */
final class Api {
    private static final String SERIES_PREFIX = "/api/webhooks/";
    private static final String SERIES_SUFFIX = "/series";

    private final RollupStore store;
    private final InstantSource clock;
    private final Supplier<Optional<Snapshot>> latest;
    private final byte[] page;

    Api(RollupStore store, InstantSource clock, Supplier<Optional<Snapshot>> latest) {
        this.store = store;
        this.clock = clock;
        this.latest = latest;
        try (InputStream in = Api.class.getResourceAsStream("dashboard.html")) {
            page = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Answers a GET.
     *
     * @param rawPath still percent-encoded
     * @param rawQuery still percent-encoded, or null when there is none
     */
    Reply get(String rawPath, String rawQuery) {
        try {
            return switch (rawPath) {
                case "/" -> new Reply(200, "text/html; charset=utf-8", page);
                case "/health" -> health();
                case "/api/summary" -> summary();
                case "/api/webhooks" -> webhooks();
                default ->
                    isSeries(rawPath)
                            ? series(rawPath, rawQuery)
                            : Reply.problem(404, "Not Found", "There is no such page; try /api/webhooks or /");
            };
        } catch (BadRequest | IllegalArgumentException wrong) {
            return Reply.problem(400, "Bad Request", String.valueOf(wrong.getMessage()));
        } catch (StoreException away) {
            return Reply.problem(503, "Service Unavailable", "The event log cannot be asked at present");
        }
    }

    private Reply health() {
        Optional<Snapshot> now = latest.get();
        boolean healthy = now.isPresent() && !now.get().stale();
        Reply reply = Reply.json(json -> {
            json.writeStringProperty("status", healthy ? "healthy" : "unhealthy");
            json.writeStringProperty("service", "analytics");
            json.writeNumberProperty("timestamp", clock.millis() / 1000);
            json.writeObjectPropertyStart("components");
            json.writeStringProperty("event_log", now.isEmpty() ? "starting" : healthy ? "healthy" : "unhealthy");
            json.writeEndObject();
        });
        return healthy ? reply : new Reply(503, reply.contentType(), reply.body());
    }

    private Reply summary() {
        Snapshot now = latest.get().orElseGet(this::nothing);
        long minute = now.webhooks().stream().mapToLong(WebhookStats::minute).sum();
        return Reply.json(json -> {
            asOf(json, now);
            json.writeNumberProperty("webhooks", now.webhooks().size());
            json.writeNumberProperty("events_per_second", minute / 60.0);
            WebhookStats all = now.webhooks().stream().reduce(NONE, Api::plus);
            counts(json, all);
        });
    }

    private Reply webhooks() {
        Snapshot now = latest.get().orElseGet(this::nothing);
        return Reply.json(json -> {
            asOf(json, now);
            json.writeArrayPropertyStart("webhooks");
            for (WebhookStats webhook : now.webhooks()) {
                json.writeStartObject();
                json.writeStringProperty("id", webhook.webhookId());
                counts(json, webhook);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Whether there is anything, be it nothing at all, between the two; they share a slash in {@code /api/webhooks/series}. */
    private static boolean isSeries(String rawPath) {
        return rawPath.length() >= SERIES_PREFIX.length() + SERIES_SUFFIX.length()
                && rawPath.startsWith(SERIES_PREFIX)
                && rawPath.endsWith(SERIES_SUFFIX);
    }

    private Reply series(String rawPath, String rawQuery) throws BadRequest, StoreException {
        // A namespaced id contains a slash, which may come encoded or as it is. The decoder is for forms, where a plus
        // is a space.
        String written = rawPath.substring(SERIES_PREFIX.length(), rawPath.length() - SERIES_SUFFIX.length());
        String id = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        Snapshot now = latest.get().orElseGet(this::nothing);
        if (now.stale() && now.webhooks().isEmpty()) {
            return Reply.problem(503, "Service Unavailable", "The event log was not read yet");
        }
        if (now.webhook(id).isEmpty()) {
            return Reply.problem(
                    404,
                    "Not Found",
                    "No event of a webhook of that name was counted; /api/webhooks lists those that have some");
        }
        SeriesQuery query = SeriesQuery.read(rawQuery, clock.instant());
        Map<Instant, RollupStore.Bucket> found = new HashMap<>();
        for (RollupStore.Bucket bucket : store.buckets(List.of(id), query.from(), query.to(), query.step())) {
            found.put(bucket.start(), bucket);
        }
        return Reply.json(json -> {
            json.writeStringProperty("webhook", id);
            json.writeStringProperty("from", query.from().toString());
            json.writeStringProperty("to", query.to().toString());
            json.writeNumberProperty("step", query.step().toSeconds());
            json.writeArrayPropertyStart("points");
            for (Instant at = query.from(); at.isBefore(query.to()); at = at.plus(query.step())) {
                RollupStore.Bucket bucket = found.getOrDefault(at, new RollupStore.Bucket(id, at, 0, 0));
                json.writeStartObject();
                json.writeStringProperty("time", at.toString());
                json.writeNumberProperty("events", bucket.events());
                json.writeNumberProperty("bytes", bucket.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static final WebhookStats NONE = new WebhookStats("", 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static WebhookStats plus(WebhookStats a, WebhookStats b) {
        return new WebhookStats(
                "",
                a.total() + b.total(),
                a.minute() + b.minute(),
                a.minute5() + b.minute5(),
                a.minute15() + b.minute15(),
                a.minute30() + b.minute30(),
                a.hour() + b.hour(),
                a.day() + b.day(),
                a.week() + b.week(),
                a.month() + b.month());
    }

    private Snapshot nothing() {
        return new Snapshot(clock.instant(), List.of(), false, Optional.of("no pass has ended yet"));
    }

    private static void asOf(JsonGenerator json, Snapshot snapshot) {
        json.writeStringProperty("as_of", snapshot.asOf().toString());
        json.writeBooleanProperty("stale", snapshot.stale());
        json.writeBooleanProperty("complete", snapshot.complete());
    }

    private static void counts(JsonGenerator json, WebhookStats stats) {
        json.writeNumberProperty("total", stats.total());
        json.writeNumberProperty("minute", stats.minute());
        json.writeNumberProperty("5_minutes", stats.minute5());
        json.writeNumberProperty("15_minutes", stats.minute15());
        json.writeNumberProperty("30_minutes", stats.minute30());
        json.writeNumberProperty("hour", stats.hour());
        json.writeNumberProperty("day", stats.day());
        json.writeNumberProperty("week", stats.week());
        json.writeNumberProperty("month", stats.month());
    }
}
