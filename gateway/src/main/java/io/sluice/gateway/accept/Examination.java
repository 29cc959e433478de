package io.sluice.gateway.accept;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.Header;
import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.coding.ContentCoding;
import io.sluice.gateway.coding.MalformedCoding;
import io.sluice.gateway.metrics.GatewayMeters;
import io.sluice.gateway.options.Limits;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.recorded.RecordedView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Judges requests that were recorded as {@link Judgement} judges those that arrive: the same guards in the same order, the body looked
 * at where it is looked at there, at the time at which the request came. It blocks, so it is not for event loops. Thread-safe.
 *
 * <pre>{@code
 * Examination examination = Examination.of(webhook, options.trustedProxies(), options.limits());
 * Examination.Findings found = examination.examine(request, Examination.ALL);
 * found.giveBack(); // or found.keep(id) when an event was made of it
 * }</pre>
 */
public final class Examination {
    /** The check of the body, which is no guard's. */
    public static final String BODY = "data_type";

    /** Every phase. */
    public static final Set<Phase> ALL = Set.copyOf(EnumSet.allOf(Phase.class));

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Verdict POST_ONLY = new Verdict.Reject(
            405,
            "wrong_method",
            "This path takes POST",
            List.of(),
            "only a POST becomes an event, and no guard answers this method");

    private final WebhookRoute route;
    private final BodyCheck check;
    private final int bodyBytes;

    /**
     * One check and what it says.
     *
     * @param guard its key in the webhook's settings, or {@link #BODY}
     * @param description what it asks of a request, without secrets
     */
    public record Step(String guard, Phase phase, String description, Verdict verdict) {
        public boolean passed() {
            return verdict instanceof Verdict.Accept;
        }

        /** The status that a sender got or would get; 0 when the check passed and none is given here. */
        public int status() {
            return switch (verdict) {
                case Verdict.Accept _ -> 0;
                case Verdict.Reject reject -> reject.status();
                case Verdict.Unavailable _ -> 503;
                case Verdict.Answered answered -> answered.status();
            };
        }

        /** Why it did not pass, as the gateway's log has it: one short line of visible ASCII without a secret. Empty when it passed. */
        public String cause() {
            return switch (verdict) {
                case Verdict.Accept _ -> "";
                case Verdict.Reject reject ->
                    RefusalLog.escaped(reject.cause().isEmpty() ? reject.detail() : reject.cause());
                case Verdict.Unavailable unavailable ->
                    RefusalLog.escaped(
                            unavailable.cause().isEmpty()
                                    ? "the check cannot be made at present: " + unavailable.reason()
                                    : unavailable.cause());
                case Verdict.Answered answered ->
                    RefusalLog.escaped("the guard answers by itself, there is no event: " + answered.reason());
            };
        }
    }

    /**
     * What an event has that a request has not, or has otherwise.
     *
     * @param source the sender's address behind trusted proxies
     * @param headers without those that spoke of a compression
     * @param body inflated where it came compressed and the webhook takes JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared, not copied
    public record Content(String source, List<Header> headers, byte[] body) {}

    /**
     * What came out.
     *
     * @param steps in order; when the request did not pass, the last one says why
     * @param content of the event that it may become; empty when it did not pass
     * @param taken what the guards took that accepted: to be kept or given back
     */
    public record Findings(List<Step> steps, Optional<Content> content, List<Taken> taken) {
        public Findings {
            steps = List.copyOf(steps);
            taken = List.copyOf(taken);
        }

        public boolean passed() {
            return content.isPresent();
        }

        /** The check that did not pass; empty when all did. */
        public Optional<Step> failure() {
            return passed() ? Optional.empty() : Optional.of(steps.getLast());
        }

        /** As if it had never been asked. */
        public void giveBack() {
            taken.forEach(Taken::giveBack);
        }

        /** The event is on disk. */
        public void keep(String eventId) {
            taken.forEach(one -> one.keep(eventId));
        }
    }

    Examination(WebhookRoute route, Limits limits) {
        this.route = route;
        this.check = new BodyCheck(limits);
        this.bodyBytes = limits.bodyBytes();
    }

    /** Builds the webhook's guards anew, for a process that serves nothing. Counted nowhere. */
    public static Examination of(Webhook webhook, AddressRanges proxies, Limits limits) {
        GatewayMeters meters = new GatewayMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return new Examination(
                WebhookRoute.of(webhook, proxies, meters.webhook(webhook.id()), System::nanoTime), limits);
    }

    /**
     * Asks the checks of these phases until one does not accept. Either {@link Findings#giveBack} or {@link Findings#keep} is to be called
     * for what comes out.
     *
     * @throws InterruptedException when interrupted while a guard waits; what was taken is given back
     */
    public Findings examine(RecordedRequest request, Set<Phase> phases) throws InterruptedException {
        Run run = new Run(request, phases);
        try {
            return run.examine();
        } catch (InterruptedException stop) {
            run.taken.forEach(Taken::giveBack);
            throw stop;
        }
    }

    /** One request on its way. */
    private final class Run {
        private final RecordedRequest request;
        private RecordedView view;
        private final Set<Phase> phases;
        private final List<Step> steps = new ArrayList<>();
        private final List<Taken> taken = new ArrayList<>();
        private List<Header> headers;

        Run(RecordedRequest request, Set<Phase> phases) {
            this.request = request;
            this.view = RecordedView.behind(route.proxies(), request);
            this.phases = phases;
            this.headers = request.headers();
        }

        Findings examine() throws InterruptedException {
            boolean post = request.method().equals("POST");
            for (int i = 0; i <= route.guards().size(); i++) {
                if (i == route.bodyCheckAt() && post && !passes(BODY, Phase.PAYLOAD, bodyAsked(), body())) {
                    return stopped();
                }
                if (i < route.guards().size()) {
                    RouteGuard guard = route.guards().get(i);
                    boolean asked = phases.contains(guard.phase()) && guard.isAsked(request.method());
                    if (asked
                            && !passes(guard.key(), guard.phase(), guard.plan().describe(), verdict(guard))) {
                        return stopped();
                    }
                }
            }
            if (!post) {
                passes("method", Phase.PAYLOAD, "POST", POST_ONLY);
                return stopped();
            }
            return new Findings(steps, Optional.of(new Content(view.source(), headers, view.payload())), taken);
        }

        private Findings stopped() {
            return new Findings(steps, Optional.empty(), taken);
        }

        private boolean passes(String key, Phase phase, String description, Verdict verdict) {
            steps.add(new Step(key, phase, description, verdict));
            if (verdict instanceof Verdict.Accept accept) {
                taken.addAll(accept.taken());
                return true;
            }
            return false;
        }

        private Verdict verdict(RouteGuard guard) throws InterruptedException {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            try {
                verdict = guard.guard().check(view);
                return verdict.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                giveBackLate(verdict);
                return Judgement.cannotDecide(late);
            } catch (InterruptedException stop) {
                giveBackLate(verdict);
                throw stop;
            } catch (ExecutionException failed) {
                return Judgement.cannotDecide(failed.getCause());
            } catch (RuntimeException fault) {
                return Judgement.cannotDecide(fault);
            }
        }

        /** Nobody waits for it any more, so what it takes is given back. */
        private static void giveBackLate(CompletableFuture<Verdict> verdict) {
            var _ = verdict.thenAccept(given -> {
                if (given instanceof Verdict.Accept accept) {
                    accept.taken().forEach(Taken::giveBack);
                }
            });
        }

        private String bodyAsked() {
            return route.dataType() == Webhook.DataType.JSON ? "JSON" : "any body";
        }

        /** As {@link Inspection} does, without its care for the event loop. */
        private Verdict body() {
            Optional<BodyCheck.Refusal> refusal = inflate();
            if (refusal.isEmpty()) {
                refusal = check.refusal(route.dataType(), view.payload(), view.header("Content-Type"));
            }
            return refusal.<Verdict>map(Run::refused).orElseGet(Verdict.Accept::new);
        }

        private Optional<BodyCheck.Refusal> inflate() {
            ContentCoding coding = route.dataType() == Webhook.DataType.BLOB
                    ? ContentCoding.NONE
                    : ContentCoding.of(view.headers("Content-Encoding"));
            if (coding == ContentCoding.NONE) {
                return Optional.empty();
            }
            if (coding == ContentCoding.OTHER) {
                return Optional.of(Inspection.UNKNOWN_CODING);
            }
            try {
                Optional<byte[]> inflated = Inspection.inflate(request.body(), coding, bodyBytes);
                if (inflated.isEmpty()) {
                    return Optional.of(Inspection.tooLarge(bodyBytes));
                }
                view = view.inflated(inflated.get());
                headers = PlainHeaders.of(headers, inflated.get().length);
                return Optional.empty();
            } catch (MalformedCoding malformed) {
                return Optional.of(Inspection.notWhatItSays(coding, malformed));
            }
        }

        private static Verdict refused(BodyCheck.Refusal refusal) {
            return new Verdict.Reject(
                    refusal.problem().status(),
                    refusal.reason(),
                    refusal.problem().detail(),
                    refusal.problem().headers(),
                    refusal.problem().detail());
        }
    }
}
