package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventIds;
import io.sluice.core.event.Header;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantineObserver;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.recorded.Released;
import io.sluice.gateway.recorded.Released.Outcome;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running gateway keeps of what it refuses, and how that is let in. */
class QuarantineOnRefusalTest {
    private static final String KEEPING = """
            {"orders": {"module": "log", "authorization": "Bearer %s", "on_failure": "quarantine"}}""";
    private static final Set<String> OF_THE_MOMENT = Set.of("date");

    @TempDir
    private Path folder;

    private final List<Released> released = new ArrayList<>();

    @Test
    void whoeverIsRefusedIsKeptAndHearsNothingOfIt() throws Exception {
        HttpResponse<String> plain;
        try (RunningGateway gateway = start(KEEPING.formatted("right").replace("quarantine", "refuse"))) {
            plain = gateway.post("/webhook/orders", "{\"a\":1}", "Authorization", "Bearer wrong");
        }
        try (RunningGateway gateway = start(KEEPING.formatted("right"))) {
            HttpResponse<String> kept =
                    gateway.post("/webhook/shop/orders?a=1", "{\"a\":1}", "Authorization", "Bearer wrong");
            awaitKept(1);

            assertThat(kept.statusCode()).isEqualTo(401);
            assertThat(kept.body()).isEqualTo(plain.body());
            assertThat(comparable(kept)).isEqualTo(comparable(plain));
            assertThat(gateway.events()).isEmpty();
        }
        QuarantinedRequest one = read(places().getFirst());
        assertThat(one.guard()).isEqualTo("authorization");
        assertThat(one.status()).isEqualTo(401);
        assertThat(one.cause()).contains("another value");
        assertThat(one.request().webhookId()).isEqualTo("orders");
        assertThat(one.request().namespace()).isEqualTo("shop");
        assertThat(one.request().target()).isEqualTo("/webhook/shop/orders?a=1");
        assertThat(one.request().body()).asString().isEqualTo("{\"a\":1}");
        assertThat(one.request().headers())
                .anyMatch(header -> header.name().equalsIgnoreCase("authorization")
                        && header.value().equals("Bearer wrong"));
    }

    @Test
    void onlyWhatDoesNotProveWhoSentItIsKept() throws Exception {
        String webhooks = """
                {"orders": {"module": "log", "authorization": "Bearer right", "on_failure": "quarantine",
                            "rate_limit": {"max_requests": 1, "window_seconds": 600}},
                 "elsewhere": {"module": "log", "authorization": "Bearer right", "ip_whitelist": ["192.0.2.1"],
                               "on_failure": "quarantine"},
                 "careless": {"module": "log", "authorization": "Bearer right"}}""";
        try (RunningGateway gateway = RunningGateway.in(folder)
                .file(webhooks)
                .environment("MAX_BODY_BYTES", "100")
                .start()) {
            String[] right = {"Authorization", "Bearer right"};
            assertThat(gateway.post("/webhook/orders", "{}", right).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.post("/webhook/orders", "{}", right).statusCode())
                    .isEqualTo(429);
            assertThat(gateway.post("/webhook/orders", "x".repeat(101)).statusCode())
                    .isEqualTo(413);
            assertThat(gateway.post("/webhook/elsewhere", "{}").statusCode()).isEqualTo(403);
            assertThat(gateway.post("/webhook/careless", "{}").statusCode()).isEqualTo(401);
            assertThat(gateway.get("/webhook/orders").statusCode()).isEqualTo(405);
            assertThat(gateway.post("/webhook/orders", "last").statusCode()).isEqualTo(401);
            awaitKept(1);
        }
        assertThat(read(places().getFirst()).request().body()).asString().isEqualTo("last");
    }

    @Test
    void aReplayIsNotKeptBecauseItCameInBefore() throws Exception {
        String webhooks = """
                {"orders": {"module": "log", "hmac": {"secret": "right", "timestamp_header": "X-Time"},
                            "on_failure": "quarantine"}}""";
        try (RunningGateway gateway = start(webhooks)) {
            String[] signed = signed("{}", "right");
            assertThat(gateway.post("/webhook/orders", "{}", signed).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.post("/webhook/orders", "{}", signed).statusCode())
                    .isEqualTo(401);
            assertThat(gateway.post("/webhook/orders", "{}", signed("{}", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
            awaitKept(1);
        }
        assertThat(read(places().getFirst()).cause()).doesNotContain("replay");
    }

    @Test
    void afterTheSecretIsMendedARetryLetsItInAsOfItsArrivalOnce() throws Exception {
        String webhooks = """
                {"orders": {"module": "log", "hmac": {"secret": "right", "timestamp_header": "X-Time"},
                            "on_failure": "quarantine"}}""";
        Instant arrival = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        QuarantinedRequest kept = keptSince(arrival, "{\"a\":1}", signed("{\"a\":1}", "right", arrival));
        try (RunningGateway gateway = start(webhooks)) {
            retryAll(gateway);
            retryAll(gateway);

            assertThat(released).extracting(Released::outcome).containsExactly(Outcome.ACCEPTED);
            assertThat(gateway.events()).hasSize(1);
            Event event = gateway.events().getFirst();
            assertThat(event.id()).isEqualTo(kept.id());
            assertThat(event.receivedMicros()).isEqualTo(kept.request().receivedMicros());
            assertThat(event.qualifiedId()).isEqualTo("shop/orders");
            assertThat(event.source()).isEqualTo("127.0.0.1");
            assertThat(event.body()).asString().isEqualTo("{\"a\":1}");
            assertThat(places()).isEmpty();
            assertThat(gateway.get("/stats").body()).contains("\"shop/orders\"");
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_quarantine_decided_total{outcome=\"accepted\",webhook=\"orders\"} 1.0")
                    .contains("sluice_quarantine_requests{webhook=\"orders\"} 0.0");
        }
    }

    @Test
    void whatDoesNotPassEitherStaysAndSaysWhy() throws Exception {
        try (RunningGateway gateway = start(KEEPING.formatted("right"))) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer wrong");
            awaitKept(1);
            retryAll(gateway);

            assertThat(released).extracting(Released::outcome).containsExactly(Outcome.REFUSED);
            assertThat(released.getFirst().why()).startsWith("authorization: ").contains("another value");
            assertThat(places()).hasSize(1);
        }
    }

    @Test
    void aRetryTakesNothingFromTheRateLimitAndAsksWhetherTheBodyIsJson() throws Exception {
        String limited = KEEPING.replace(
                "\"on_failure\"", "\"rate_limit\": {\"max_requests\": 1, \"window_seconds\": 600}, \"on_failure\"");
        try (RunningGateway gateway = start(limited.formatted("new"))) {
            for (String body : List.of("{}", "[1]", "{\"broken\"")) {
                gateway.post("/webhook/orders", body, "Authorization", "Bearer old");
            }
            awaitKept(3);
        }
        try (RunningGateway gateway = start(limited.formatted("old"))) {
            retryAll(gateway);

            assertThat(released)
                    .extracting(Released::outcome)
                    .containsExactlyInAnyOrder(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REFUSED);
            assertThat(gateway.post("/webhook/orders", "{}", "Authorization", "Bearer old")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void ofTwoAttemptsAtTheSameEventOneGetsInWhereTheWebhookTellsRepeats() throws Exception {
        String telling = KEEPING.replace("\"on_failure\"", "\"idempotency\": {\"key\": \"X-Event\"}, \"on_failure\"");
        try (RunningGateway gateway = start(telling.formatted("new"))) {
            for (int i = 0; i < 2; i++) {
                gateway.post("/webhook/orders", "{}", "Authorization", "Bearer old", "X-Event", "evt_1");
            }
            awaitKept(2);
        }
        try (RunningGateway gateway = start(telling.formatted("old"))) {
            retryAll(gateway);

            assertThat(released).extracting(Released::outcome).containsExactly(Outcome.ACCEPTED, Outcome.REFUSED);
            assertThat(released.getLast().why()).startsWith("idempotency: ").contains("repeat");
            assertThat(gateway.events()).hasSize(1);
        }
    }

    @Test
    void aWebhookThatIsNotConfiguredAnyMoreIsNamed() throws Exception {
        try (RunningGateway gateway = start(KEEPING.formatted("right"))) {
            gateway.post("/webhook/orders", "{}");
            awaitKept(1);
        }
        try (RunningGateway gateway = start(KEEPING.formatted("right").replace("orders", "default"))) {
            retryAll(gateway);
        }
        assertThat(released.getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(released.getFirst().why()).contains("no webhook orders is configured");
    }

    @Test
    void aJournalThatDoesNotTakeItLeavesItWhereItIs() throws Exception {
        try (RunningGateway gateway = start(KEEPING.formatted("new"))) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer old");
            awaitKept(1);
        }
        try (RunningGateway gateway = start(KEEPING.formatted("old"))) {
            gateway.closeJournal();
            retryAll(gateway);

            assertThat(released).extracting(Released::outcome).containsExactly(Outcome.UNAVAILABLE);
        }
        assertThat(places()).hasSize(1);
    }

    @Test
    void aCrashBetweenTheJournalAndTheQuarantineLetsNothingInTwice() throws Exception {
        try (RunningGateway gateway = start(KEEPING.formatted("new"))) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer old");
            gateway.post("/webhook/orders", "[2]", "Authorization", "Bearer old");
            awaitKept(2);
        }
        List<Place> both = places();
        Path file =
                folder.resolve("quarantine/requests/orders/" + both.getFirst().id() + ".request");
        byte[] request = Files.readAllBytes(file);
        byte[] onTheWay;
        try (RunningGateway gateway = start(KEEPING.formatted("old"))) {
            gateway.gateway.readmission().retry(List.of(both.getFirst()), released::add);
            onTheWay = (gateway.journal.ref().id() + "\n0\n" + both.getFirst().id() + "\n"
                            + both.getLast().id() + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
        // As after a crash behind the journal's sync: the request is still there, and written down as on its way.
        Files.write(file, request);
        new StateFile(folder.resolve("quarantine/on-the-way"), new FileDisk()).write(onTheWay);

        try (RunningGateway gateway = start(KEEPING.formatted("old"))) {
            assertThat(places()).containsExactly(both.getLast());
            retryAll(gateway);
            assertThat(gateway.events())
                    .extracting(Event::id)
                    .containsExactly(both.getFirst().id(), both.getLast().id());
        }
    }

    @Test
    void whatNobodyCanReadOfAnInterruptedRetryStopsTheNextRetryAndNeitherTheGatewayNorADeletion() throws Exception {
        try (RunningGateway gateway = start(KEEPING.formatted("new"))) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer old");
            awaitKept(1);
        }
        Files.writeString(folder.resolve("quarantine/on-the-way"), "damaged");
        try (RunningGateway gateway = start(KEEPING.formatted("old"))) {
            assertThatThrownBy(() -> retryAll(gateway))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("on-the-way", "sluice journal cat");
            assertThat(gateway.events()).isEmpty();

            gateway.gateway.readmission().delete(places(), released::add);
            assertThat(released).extracting(Released::outcome).containsExactly(Outcome.DELETED);
            assertThat(places()).isEmpty();
        }
    }

    private RunningGateway start(String webhooks) throws Exception {
        return RunningGateway.in(folder).file(webhooks).start();
    }

    private void retryAll(RunningGateway gateway) throws Exception {
        Readmission readmission = gateway.gateway.readmission();
        readmission.retry(readmission.folder().places(Optional.empty()), released::add);
    }

    private void awaitKept(int count) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (places().size() != count) {
            assertThat(System.nanoTime())
                    .as("waited in vain, kept: %s", places())
                    .isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private List<Place> places() throws IOException {
        return files().places();
    }

    private QuarantinedRequest read(Place place) throws IOException {
        return files().read(place).orElseThrow();
    }

    private QuarantineFiles files() {
        return new QuarantineFiles(folder.resolve("quarantine"), new FileDisk());
    }

    private static String comparable(HttpResponse<String> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !OF_THE_MOMENT.contains(header.getKey()))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Puts a request into the quarantine as if it had come then. */
    private QuarantinedRequest keptSince(Instant arrival, String body, String... fields) throws IOException {
        RecordedRequest request = new RecordedRequest(
                "orders",
                "shop",
                "POST",
                "/webhook/shop/orders",
                false,
                List.of(new Header(fields[0], fields[1]), new Header(fields[2], fields[3])),
                "127.0.0.1",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8),
                arrival.getEpochSecond() * 1_000_000 + 123_456);
        QuarantinedRequest kept = new QuarantinedRequest(
                new EventIds(InstantSource.system(), new SplittableRandom()).next(),
                request,
                "hmac",
                401,
                "another secret");
        QuarantineFolder written =
                QuarantineFolder.open(files(), _ -> QuarantineBounds.DEFAULT, 1L << 20, QuarantineObserver.NONE);
        try (Quarantine quarantine = Quarantine.start(written, QuarantineObserver.NONE, InstantSource.system())) {
            quarantine.offer(kept);
        }
        return kept;
    }

    private static String[] signed(String body, String secret) throws Exception {
        return signed(body, secret, Instant.now());
    }

    private static String[] signed(String body, String secret, Instant time) throws Exception {
        String seconds = Long.toString(time.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return new String[] {
            "X-Time", seconds, "X-Hub-Signature-256", HexFormat.of().formatHex(signature)
        };
    }
}
