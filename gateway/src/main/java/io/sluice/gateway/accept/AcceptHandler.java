package io.sluice.gateway.accept;

import io.sluice.core.event.EventIds;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Inbox;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.http.RequestHead;
import io.sluice.gateway.metrics.LatencyHistogram;
import io.sluice.gateway.options.Limits;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Takes one webhook request from its head to its answer. Read from top to bottom: {@link #accept} looks at the head,
 * {@link #chunk} and {@link #end} take the body, {@link #askGuards} lets each guard judge, {@link Inspection} looks at the body, {@link #append} hands the event to the
 * journal, {@link #committed} answers 200 once it is on disk. Nothing waits: a guard that needs time and the journal put the
 * {@link Exchange} into the event loop's inbox when they are done.
 *
 * <p>One for each event loop, used by its thread alone.
 */
public final class AcceptHandler {
    private static final String ALLOWED = "POST, OPTIONS";
    static final String TOO_MANY_BODIES = "Too many large bodies are on their way; send the request again";

    private final Journal journal;
    private final Stats stats;
    private final Answers answers;
    private final Limits limits;
    private final LatencyHistogram acceptSeconds;
    private final Inspection inspection;
    private final EventIds ids;
    private final EventRecord record = new EventRecord();
    private final InstantSource clock;
    private final Inbox inbox;
    private final Arrivals arrivals;
    private final BodyMemory memory;
    private final FailedAttempts failedAttempts;
    private final Quarantine quarantine;

    /**
     * What all handlers of a gateway share.
     *
     * @param bodyChecks where large bodies are looked at
     * @param quarantine where requests go that do not prove who sent them, of webhooks that want it
     */
    public record Parts(
            Journal journal,
            Stats stats,
            Answers answers,
            Limits limits,
            LatencyHistogram acceptSeconds,
            InstantSource clock,
            BodyMemory memory,
            Executor bodyChecks,
            FailedAttempts failedAttempts,
            Quarantine quarantine) {}

    public AcceptHandler(Parts parts, RandomGenerator random, Inbox inbox) {
        this.journal = parts.journal();
        this.stats = parts.stats();
        this.answers = parts.answers();
        this.limits = parts.limits();
        this.acceptSeconds = parts.acceptSeconds();
        this.memory = parts.memory();
        this.failedAttempts = parts.failedAttempts();
        this.quarantine = parts.quarantine();
        this.clock = parts.clock();
        this.inspection = new Inspection(new BodyCheck(limits), limits.bodyBytes(), memory, parts.bodyChecks());
        this.ids = new EventIds(clock, random);
        this.inbox = inbox;
        this.arrivals = new Arrivals(limits.requestTime());
    }

    Inbox inbox() {
        return inbox;
    }

    /** The head has arrived: what it says of itself, before a byte of the body is read. */
    void accept(HttpServerRequest request, WebhookRoute route, String namespace) {
        RequestHead head = RequestHead.of(request);
        long declared = declaredLength(head);
        if (declared > limits.bodyBytes()) {
            route.meters().rejected("body_too_large");
            answers.problemAndClose(request, tooLarge());
            return;
        }
        String expected = head.headers().get(HttpHeaders.EXPECT);
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            route.meters().rejected("unknown_expectation");
            answers.problemAndClose(request, Problem.of(417, "The only expectation that is met is 100-continue"));
            return;
        }
        Exchange exchange = new Exchange(this, request, head, route, namespace, nowMicros());
        if (exchange.headers.length > 2 * limits.headers()) {
            route.meters().rejected("too_many_headers");
            answers.problemAndClose(
                    request, Problem.of(431, "More than " + limits.headers() + " header fields are not accepted"));
            return;
        }
        long wait = failedAttempts.secondsToWait(route.id(), exchange.source);
        if (wait > 0) {
            route.meters().rejected("failed_attempts");
            Problem problem = Problem.of(429, "Too many failed attempts from this address");
            answers.problemAndClose(request, problem.with("Retry-After", Long.toString(wait)));
            return;
        }
        if (head.body().isPresent()) {
            if (expected != null && request.version() == HttpVersion.HTTP_1_1) {
                request.response().writeContinue();
            }
            whole(exchange, head.body().get());
            return;
        }
        arrivals.add(exchange);
        request.exceptionHandler(failure -> broken(exchange, failure));
        request.handler(chunk -> chunk(exchange, chunk, declared));
        request.endHandler(_ -> end(exchange));
        if (expected != null && request.version() == HttpVersion.HTTP_1_1) {
            request.response().writeContinue();
        }
    }

    /** The body has arrived with the head. */
    private void whole(Exchange exchange, byte[] body) {
        if (taken(exchange, exchange.take(body, limits.bodyBytes(), memory))) {
            exchange.endBody();
            askGuards(exchange);
        }
    }

    private static long declaredLength(RequestHead head) {
        String declared = head.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (declared == null) {
            return 0;
        }
        try {
            return Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void chunk(Exchange exchange, Buffer chunk, long declared) {
        if (!exchange.answered) {
            var _ = taken(exchange, exchange.take(chunk, declared, limits.bodyBytes(), memory));
        }
    }

    private boolean taken(Exchange exchange, Exchange.Piece piece) {
        switch (piece) {
            case YES -> {
                return true;
            }
            case TOO_LARGE -> {
                arrivals.remove(exchange);
                refuseAndClose(exchange, "body_too_large", tooLarge());
            }
            case NO_MEMORY -> {
                arrivals.remove(exchange);
                refuseAndClose(exchange, "too_many_bodies", Problem.unavailable(TOO_MANY_BODIES, 1));
            }
        }
        return false;
    }

    private void end(Exchange exchange) {
        if (!exchange.answered) {
            arrivals.remove(exchange);
            exchange.endBody();
            askGuards(exchange);
        }
    }

    /** The connection broke, or what came is not HTTP. An event that is on its way to the journal stays accepted. */
    private void broken(Exchange exchange, Throwable failure) {
        if (!arrivals.remove(exchange) || exchange.answered) {
            return;
        }
        if (failure instanceof HttpClosedException || failure instanceof IOException) {
            exchange.answered = true;
            exchange.release(memory);
            exchange.route.meters().rejected("aborted");
        } else {
            refuseAndClose(exchange, "malformed_request", Problem.of(400, "The body is not well-formed HTTP"));
        }
    }

    /** Refuses what has been arriving for too long. Called every second or so. */
    public void refuseLate() {
        long now = System.nanoTime();
        for (Exchange late = arrivals.pollLate(now); late != null; late = arrivals.pollLate(now)) {
            refuseAndClose(late, "too_slow", Problem.of(408, "The request took too long to arrive"));
        }
    }

    /** Asks one guard after another; the body is looked at before the first that looks into it. */
    private void askGuards(Exchange exchange) {
        List<RouteGuard> guards = exchange.route.guards();
        while (exchange.nextGuard < guards.size()) {
            if (exchange.nextGuard == exchange.route.bodyCheckAt() && !exchange.bodyChecked && exchange.isPost()) {
                inspection.begin(exchange, this);
                return;
            }
            RouteGuard guard = guards.get(exchange.nextGuard);
            if (guard.isAsked(exchange.method())) {
                CompletableFuture<Verdict> verdict = ask(guard.guard(), exchange);
                if (!verdict.isDone()) {
                    var _ = verdict.whenComplete(
                            (given, failure) -> exchange.decided(given == null ? cannotDecide(failure) : given));
                    return;
                }
                if (!passes(exchange, given(verdict))) {
                    return;
                }
            }
            exchange.nextGuard++;
        }
        if (!exchange.isPost()) {
            unanswered(exchange);
        } else if (exchange.bodyChecked) {
            append(exchange);
        } else {
            inspection.begin(exchange, this);
        }
    }

    /** A request that only a guard could have answered, and none did. */
    private void unanswered(Exchange exchange) {
        if (exchange.request.method().equals(HttpMethod.OPTIONS)) {
            exchange.giveBack();
            exchange.release(memory);
            exchange.answered = true;
            answers.preflight(exchange.request, ALLOWED);
        } else {
            refuse(
                    exchange,
                    "wrong_method",
                    Problem.of(405, "This path takes " + ALLOWED).with("Allow", ALLOWED));
        }
    }

    /** The body has been looked at. */
    void checked(Exchange exchange, Optional<BodyCheck.Refusal> found) {
        if (found.isPresent()) {
            refuse(exchange, found.get().reason(), found.get().problem());
        } else {
            exchange.bodyChecked = true;
            askGuards(exchange);
        }
    }

    /** A guard with a fault must not leave its sender without an answer. */
    private static CompletableFuture<Verdict> ask(Guard guard, Exchange exchange) {
        try {
            return guard.check(exchange);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    /** A guard that needed time has decided. */
    void decided(Exchange exchange, Verdict verdict) {
        if (passes(exchange, verdict)) {
            exchange.nextGuard++;
            askGuards(exchange);
        }
    }

    private boolean passes(Exchange exchange, Verdict verdict) {
        RouteGuard guard = exchange.route.guards().get(exchange.nextGuard);
        switch (verdict) {
            case Verdict.Accept accept -> {
                if (!accept.matches().isEmpty()) {
                    accept.matches().forEach(exchange.route.meters()::matched);
                }
                exchange.took(accept.taken());
                return true;
            }
            case Verdict.Reject reject -> {
                if (reject.repeated() && exchange.isPost() && exchange.route.knowsEvents()) {
                    exchange.replay = exchange.replay.or(() -> Optional.of(new Exchange.Replay(guard, reject)));
                    return true;
                }
                reject(exchange, guard, reject);
            }
            case Verdict.Unavailable unavailable -> {
                tell(exchange, guard, 503, unavailable.cause());
                refuse(
                        exchange,
                        unavailable.reason(),
                        Problem.unavailable(
                                "A check cannot be made at present; send the request again",
                                unavailable.retryAfter().toSeconds()));
            }
            case Verdict.Answered answered -> answer(exchange, answered);
        }
        return false;
    }

    private void reject(Exchange exchange, RouteGuard guard, Verdict.Reject reject) {
        if (guard.asksWho()
                && (reject.status() == 401 || reject.status() == 403)
                && !reject.cause().isEmpty()) {
            failedAttempts.failed(exchange.route.id(), exchange.source);
            keepApart(exchange, guard, reject);
        }
        tell(exchange, guard, reject.status(), reject.cause());
        Problem problem = Problem.of(reject.status(), reject.detail());
        refuse(exchange, reject.reason(), problem.withAll(reject.headers()));
    }

    /** What did not prove who sent it may be let in later, by hand; what only came twice may not. The answer is the same in any case. */
    private void keepApart(Exchange exchange, RouteGuard guard, Verdict.Reject reject) {
        if (exchange.route.quarantines() && exchange.isPost() && !reject.repeated() && exchange.replay.isEmpty()) {
            quarantine.offer(new QuarantinedRequest(
                    ids.next(), exchange.recorded(), guard.key(), reject.status(), reject.cause()));
        }
    }

    private static void tell(Exchange exchange, RouteGuard guard, int status, String cause) {
        exchange.route.refusals().refused(guard.key(), exchange.source, status, cause);
    }

    /** A guard has answered by itself: there is no event. */
    private void answer(Exchange exchange, Verdict.Answered answered) {
        exchange.release(memory);
        exchange.route.meters().answered(answered.reason());
        exchange.answered = true;
        if (!exchange.request.response().closed()) {
            answers.answered(exchange.request, answered.status(), answered.headers(), answered.body());
        }
    }

    private static Verdict given(CompletableFuture<Verdict> verdict) {
        return verdict.isCompletedExceptionally() ? cannotDecide(verdict.exceptionNow()) : verdict.join();
    }

    /** Of a fault only its kind is told: its message may hold a secret. */
    static Verdict cannotDecide(Throwable failure) {
        Throwable fault =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String kind = fault == null ? "no verdict" : fault.getClass().getName();
        return new Verdict.Unavailable("guard_failed", Duration.ofSeconds(1), "the guard has a fault: " + kind);
    }

    /** A sender's retry of the same bytes, which the guard that knows the events would have answered, never comes here: this is no event. */
    private void append(Exchange exchange) {
        if (exchange.replay.isPresent()) {
            reject(
                    exchange,
                    exchange.replay.get().guard(),
                    exchange.replay.get().verdict());
            return;
        }
        exchange.id = ids.next();
        try {
            journal.append(RecordType.EVENT, record.of(exchange), exchange);
        } catch (RuntimeException unencodable) { // nothing was added, and nobody will be told: the sender must be
            refuse(
                    exchange,
                    "unencodable",
                    Problem.of(400, "The event cannot be recorded: a header or the body is too long"));
        } finally {
            record.forget();
        }
    }

    /** The journal has committed the event. Called on its thread, in the order of sequences. */
    void count(Exchange exchange, long sequence, long timeMicros) {
        String webhook = exchange.route.id();
        stats.count(exchange.namespace.isEmpty() ? webhook : exchange.namespace + "/" + webhook, sequence, timeMicros);
    }

    /** The event is on disk: the promise is made. */
    void committed(Exchange exchange, long committedMicros) {
        exchange.release(memory);
        exchange.route.meters().accepted();
        acceptSeconds.recordMicros(committedMicros - exchange.receivedMicros);
        exchange.keep();
        if (!exchange.request.response().closed()) {
            answers.accepted(exchange.request, exchange.id);
        }
    }

    /** The journal did not take it. */
    void refused(Exchange exchange, Refusal refusal) {
        String reason = word(refusal);
        long retrySeconds = refusal == Refusal.FULL || refusal == Refusal.FAILED ? 5 : 1;
        refuse(
                exchange,
                reason,
                Problem.unavailable("The event could not be made durable; send the request again", retrySeconds));
    }

    /** The word of the journal's refusal in metrics. */
    static String word(Refusal refusal) {
        return switch (refusal) {
            case FULL -> "journal_full";
            case BUSY -> "journal_busy";
            case EXPIRED -> "journal_slow";
            case FAILED -> "journal_failed";
            case CLOSED -> "closing";
        };
    }

    /** What the guards took is given back, so that the sender's next try gets in. */
    private void refuse(Exchange exchange, String reason, Problem problem) {
        exchange.giveBack();
        exchange.release(memory);
        exchange.route.meters().rejected(reason);
        exchange.answered = true;
        if (!exchange.request.response().closed()) {
            answers.problem(exchange.request, problem);
        }
    }

    private void refuseAndClose(Exchange exchange, String reason, Problem problem) {
        exchange.release(memory);
        exchange.route.meters().rejected(reason);
        exchange.answered = true;
        answers.problemAndClose(exchange.request, problem);
    }

    private Problem tooLarge() {
        return Problem.of(413, "The body is larger than " + limits.bodyBytes() + " bytes");
    }

    private long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
