package io.sluice.bench.prove;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks every process that serves HTTP how it is. */
final class Wellness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Site site;
    private final Ledger ledger;

    Wellness(Site site, Ledger ledger) {
        this.site = site;
        this.ledger = ledger;
    }

    /** What is not well, in words; empty when every instance acknowledges since that moment and every component is well. */
    List<String> complaints(long sinceNanos) throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (GatewayUnderProof gateway : site.gateways()) {
            if (!ledger.acknowledgedSince(gateway.index(), sinceNanos)) {
                complaints.add(gateway.name() + " acknowledges nothing");
            }
            String health = answer(gateway.at("/health"));
            if (!health.startsWith("200 {\"status\":\"healthy\"")) {
                complaints.add(gateway.name() + ": " + health);
            }
        }
        String analytics = answer(site.analyticsAt("/health"));
        if (!analytics.startsWith("200 ")) {
            complaints.add("analytics: " + analytics);
        }
        return complaints;
    }

    private String answer(URI address) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException away) {
            return "no answer (" + away.getClass().getSimpleName() + ")";
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
