package io.sluice.gateway.guard.certificate;

import io.sluice.core.net.AllowedTarget;
import io.sluice.gateway.guard.outgoing.GuardAnswer;
import io.sluice.gateway.guard.outgoing.GuardCall;
import io.sluice.gateway.guard.outgoing.GuardClient;
import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.guard.publickey.WrittenKey;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches the certificates that requests name, and remembers them. The caller has looked at the URL: that it is the sender's is what makes the
 * certificate trustworthy. Whoever sends requests can make this fetch, so few are fetched at a time, each once, and those that could not
 * be had are not asked for again at once. Thread-safe, never blocks.
 */
public final class Certificates {
    private static final int MOST = 64;
    private static final int AT_A_TIME = 4;
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);
    private static final GuardClient.Limits LIMITS = new GuardClient.Limits(Duration.ofSeconds(5), 64 * 1_024);

    private final GuardClients clients;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int fetching;

    /** What became of a search for a certificate. */
    public sealed interface Found {
        /** It is there, and its key can check signatures. */
        record Certificate(WrittenKey key) implements Found {}

        /**
         * There is none at that URL.
         *
         * @param cause for the operator
         */
        record None(String cause) implements Found {}

        /**
         * It cannot be had at present.
         *
         * @param cause for the operator
         */
        record Unknown(String cause) implements Found {}
    }

    private record Entry(CompletableFuture<Found> found, Instant until) {}

    public Certificates(GuardClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** The certificate at a URL that is known to be the sender's. */
    public CompletableFuture<Found> at(String url) {
        CompletableFuture<Found> mine = new CompletableFuture<>();
        synchronized (this) {
            Instant now = clock.instant();
            Entry known = entries.get(url);
            if (known != null && (!known.found().isDone() || now.isBefore(known.until()))) {
                return known.found();
            }
            if (fetching >= AT_A_TIME || !makeRoom(now)) {
                return CompletableFuture.completedFuture(
                        new Found.Unknown("too many certificates are being fetched at a time"));
            }
            fetching++;
            entries.remove(url);
            entries.put(url, new Entry(mine, Instant.MAX));
        }
        return fetch(url).thenApply(found -> {
            keep(url, mine, found);
            mine.complete(found);
            return found;
        });
    }

    /** Forgets what is over, then failures, and certificates last: whoever names what is not there puts out none that is. */
    private boolean makeRoom(Instant now) {
        entries.values().removeIf(entry -> entry.found().isDone() && !now.isBefore(entry.until()));
        if (entries.size() >= MOST) {
            entries.values()
                    .removeIf(entry -> entry.found().isDone() && !(entry.found().join() instanceof Found.Certificate));
        }
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() >= MOST && oldest.hasNext()) {
            if (oldest.next().found().isDone()) {
                oldest.remove();
            }
        }
        return entries.size() < MOST;
    }

    private synchronized void keep(String url, CompletableFuture<Found> mine, Found found) {
        fetching--;
        Instant now = clock.instant();
        Instant until = switch (found) {
            case Found.Certificate(WrittenKey key) ->
                earlier(now.plus(KEPT), key.validity().notAfter());
            case Found.None _, Found.Unknown _ -> now.plus(FAILURE_KEPT);
        };
        entries.replace(url, new Entry(mine, until));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private CompletableFuture<Found> fetch(String url) {
        Optional<AllowedTarget> target = clients.known(url);
        if (target.isEmpty()) {
            return CompletableFuture.completedFuture(new Found.None("the certificate's URL leads nowhere"));
        }
        GuardClient client = clients.client(target.get(), LIMITS);
        return client.send(GuardCall.get()).handle((answer, failure) -> {
            client.close();
            return failure == null
                    ? read(answer)
                    : new Found.Unknown("the sender's certificate cannot be fetched: " + failure.getMessage());
        });
    }

    private static Found read(GuardAnswer answer) {
        int status = answer.status();
        if (status == 429 || status >= 500) {
            return new Found.Unknown("the sender's certificate cannot be fetched: the answer is " + status);
        }
        if (status != 200) {
            return new Found.None("there is no certificate at the URL that the request names: the answer is " + status);
        }
        try {
            return new Found.Certificate(WrittenKey.parse(firstOf(answer.text())));
        } catch (InvalidKeyException unfit) {
            return new Found.None("there is no certificate at the URL that the request names: " + unfit.getMessage());
        }
    }

    /** The sender's own stands before those of its issuers. */
    private static String firstOf(String pem) {
        String end = "-----END CERTIFICATE-----";
        int at = pem.indexOf(end);
        return at < 0 ? pem : pem.substring(0, at + end.length());
    }
}
