package io.sluice.core.delivery;

import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.TextCache;
import io.sluice.core.masking.CredentialMask;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.PassingDestination;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Takes batches of one webhook to its destination, and what no retry can mend to the dead letters. Thread-safe. */
final class Handover implements AutoCloseable {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);
    private static final Duration BURY_AGAIN_AFTER = Duration.ofSeconds(5);

    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final String webhookId;
    private final RetryPolicy policy;
    private final DestinationPlan plan;
    private final Optional<CredentialMask> cleaning;
    private final Surroundings surroundings;
    private final FailureLog log;
    private final TextCache texts = new TextCache();
    private Optional<Destination> built = Optional.empty();

    Handover(Webhook webhook, Surroundings surroundings) {
        this.webhookId = webhook.id();
        this.policy = webhook.retry();
        this.plan = webhook.destination();
        this.cleaning =
                webhook.cleanup().enabled() ? Optional.of(new CredentialMask(webhook.cleanup())) : Optional.empty();
        this.surroundings = surroundings;
        this.log = new FailureLog(webhookId, plan.describe());
    }

    /** Tries a batch; one outcome for each event, in the same order. */
    List<Outcome> deliver(List<Pending> batch) throws InterruptedException {
        List<DeliveryResult> results = attempt(batch);
        List<CompletableFuture<Boolean>> burials = new ArrayList<>(0);
        for (int i = 0; i < batch.size(); i++) {
            Pending event = batch.get(i);
            Optional<String> cause = hopeless(event, results.get(i));
            if (cause.isPresent()) {
                burials.add(bury(event, cause.get()));
            }
        }
        int buried = 0;
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Optional<String> cause = hopeless(batch.get(i), results.get(i));
            outcomes.add(
                    cause.isPresent()
                            ? burial(burials.get(buried++), cause.get())
                            : outcome(batch.get(i), results.get(i)));
        }
        return outcomes;
    }

    private List<DeliveryResult> attempt(List<Pending> batch) throws InterruptedException {
        if (batch.getFirst().doom().isPresent()) { // a lane never mixes them
            return batch.stream()
                    .<DeliveryResult>map(
                            event -> new DeliveryResult.Refused(event.doom().orElseThrow()))
                    .toList();
        }
        try {
            List<DeliveryResult> results = cleaning.isEmpty() && destination() instanceof PassingDestination passing
                    ? pass(batch, passing)
                    : handOver(batch);
            log.tried(results);
            return results;
        } catch (RuntimeException | Error broken) { // nothing a plug-in throws may stop the lane
            List<DeliveryResult> results = all(batch, fault(broken));
            log.tried(results);
            return results;
        }
    }

    private List<DeliveryResult> pass(List<Pending> batch, PassingDestination to) throws InterruptedException {
        PassingBatch events = new PassingBatch(batch, texts);
        return events.results(to.pass(events));
    }

    private List<DeliveryResult> handOver(List<Pending> batch) throws InterruptedException {
        Opened opened = Opened.of(batch, texts);
        List<Delivery> deliveries = opened.deliveries(
                event -> cleaning.map(mask -> mask.clean(event)).orElse(event));
        List<DeliveryResult> taken =
                deliveries.isEmpty() ? List.of() : destination().deliver(deliveries);
        return taken.size() == deliveries.size()
                ? opened.results(taken)
                : all(batch, taken.size() + " results for " + deliveries.size() + " deliveries");
    }

    /** Names the kind and the place; the message may hold what is secret, such as a URL. */
    private static String fault(Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
        return "the destination failed with " + broken.getClass().getName() + place;
    }

    private static List<DeliveryResult> all(List<Pending> batch, String cause) {
        return Collections.nCopies(batch.size(), new DeliveryResult.Retry(Optional.empty(), cause));
    }

    private Optional<String> hopeless(Pending event, DeliveryResult result) {
        return switch (result) {
            case DeliveryResult.Delivered _ -> Optional.empty();
            case DeliveryResult.Refused refused -> Optional.of(refused.cause());
            case DeliveryResult.Retry retry ->
                event.attempts() + 1 < policy.maxAttempts() ? Optional.empty() : Optional.of(retry.cause());
        };
    }

    private CompletableFuture<Boolean> bury(Pending event, String cause) {
        int attempts = event.doom().isPresent() ? event.attempts() : event.attempts() + 1;
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, surroundings.clock().instant());
        return surroundings.deadLetters().add(webhookId, cause, attempts, now, event.sequence(), event.copy());
    }

    private Outcome burial(CompletableFuture<Boolean> burial, String cause) throws InterruptedException {
        try {
            if (burial.get()) {
                log.buried(cause);
                return new Outcome.Buried();
            }
        } catch (ExecutionException unexpected) {
            log.notBuried(unexpected.toString());
        }
        log.notBuried("the journal of dead letters takes no records");
        return new Outcome.Unburied(cause, BURY_AGAIN_AFTER);
    }

    private Outcome outcome(Pending event, DeliveryResult result) {
        if (!(result instanceof DeliveryResult.Retry retry)) {
            return DELIVERED;
        }
        Duration jitter = Backoff.delay(event.attempts() + 1, policy, surroundings.random());
        // What the destination asked for is a lower bound; the jitter of a first retry keeps events from coming back
        // all at once.
        return new Outcome.Again(retry.after()
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked)
                .map(asked -> asked.plus(Backoff.delay(1, policy, surroundings.random())))
                .filter(asked -> asked.compareTo(jitter) > 0)
                .orElse(jitter));
    }

    private synchronized Destination destination() {
        Destination destination = built.orElseGet(plan::build);
        built = Optional.of(destination);
        return destination;
    }

    @Override
    public synchronized void close() {
        built.ifPresent(Destination::close);
    }
}
