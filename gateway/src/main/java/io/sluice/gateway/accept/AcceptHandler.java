package io.sluice.gateway.accept;

import io.sluice.core.event.EventIds;
import io.sluice.core.journal.Journal;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Inbox;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.http.RequestHead;
import io.sluice.gateway.metrics.LatencyHistogram;
import io.sluice.gateway.options.Limits;
import io.sluice.gateway.quarantine.Quarantine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Takes webhook requests as they arrive, from the head to the end of the body. A request's way to its answer: {@link #accept} looks at the
 * head, {@link #whole}, or {@link #chunk} and {@link #end}, take the body, {@link Judgement} asks each guard and has {@link Inspection}
 * look at the body, {@link Admission} hands the event to the journal and answers 200 once it is on disk. Nothing waits: a guard that needs
 * time and the journal put the {@link Exchange} into the event loop's inbox when they are done.
 *
 * <p>One for each event loop, used by its thread alone.
 */
public final class AcceptHandler {
    static final String TOO_MANY_BODIES = "Too many large bodies are on their way; send the request again";

    private final Answers answers;
    private final Limits limits;
    private final InstantSource clock;
    private final Inbox inbox;
    private final Arrivals arrivals;
    private final BodyMemory memory;
    private final FailedAttempts failedAttempts;
    private final Judgement judgement;
    private final Admission admission;

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
        this.answers = parts.answers();
        this.limits = parts.limits();
        this.clock = parts.clock();
        this.inbox = inbox;
        this.arrivals = new Arrivals(limits.requestTime());
        this.memory = parts.memory();
        this.failedAttempts = parts.failedAttempts();
        EventIds ids = new EventIds(clock, random);
        this.admission = new Admission(parts, ids);
        this.judgement = new Judgement(parts, ids, admission);
    }

    Inbox inbox() {
        return inbox;
    }

    Judgement judgement() {
        return judgement;
    }

    Admission admission() {
        return admission;
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
        if (hasToWait(exchange)) {
            return;
        }
        boolean asksToGoOn = expected != null && request.version() == HttpVersion.HTTP_1_1;
        if (head.body().isPresent()) {
            if (asksToGoOn) {
                request.response().writeContinue();
            }
            whole(exchange, head.body().get());
        } else {
            inPieces(exchange, (int) declared);
            if (asksToGoOn) {
                request.response().writeContinue();
            }
        }
    }

    /** Whether its address has failed too often to be heard now; it has been told so then. */
    private boolean hasToWait(Exchange exchange) {
        WebhookRoute route = exchange.route;
        long wait = failedAttempts.secondsToWait(route.id(), exchange.source);
        if (wait > 0) {
            route.meters().rejected("failed_attempts");
            Problem problem = Problem.of(429, "Too many failed attempts from this address");
            answers.problemAndClose(exchange.request, problem.with("Retry-After", Long.toString(wait)));
        }
        return wait > 0;
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

    /** The body has arrived with the head, so it is as long as was declared. */
    private void whole(Exchange exchange, byte[] body) {
        if (exchange.reserve(body.length, memory)) {
            exchange.arrived(body);
            judgement.askGuards(exchange);
        } else {
            admission.refuseAndClose(exchange, "too_many_bodies", noMemory());
        }
    }

    private void inPieces(Exchange exchange, int declared) {
        ArrivingBody body = new ArrivingBody(exchange, declared);
        arrivals.add(body);
        HttpServerRequest request = exchange.request;
        request.exceptionHandler(failure -> broken(body, failure));
        request.handler(chunk -> chunk(body, chunk));
        request.endHandler(_ -> end(body));
    }

    private void chunk(ArrivingBody body, Buffer chunk) {
        Exchange exchange = body.exchange;
        if (exchange.answered) {
            return;
        }
        switch (body.take(chunk, limits.bodyBytes(), memory)) {
            case YES -> {}
            case TOO_LARGE -> {
                arrivals.remove(body);
                admission.refuseAndClose(exchange, "body_too_large", tooLarge());
            }
            case NO_MEMORY -> {
                arrivals.remove(body);
                admission.refuseAndClose(exchange, "too_many_bodies", noMemory());
            }
        }
    }

    private void end(ArrivingBody body) {
        if (!body.exchange.answered) {
            arrivals.remove(body);
            body.end();
            judgement.askGuards(body.exchange);
        }
    }

    /** The connection broke, or what came is not HTTP. An event that is on its way to the journal stays accepted. */
    private void broken(ArrivingBody body, Throwable failure) {
        Exchange exchange = body.exchange;
        if (!arrivals.remove(body) || exchange.answered) {
            return;
        }
        if (failure instanceof HttpClosedException || failure instanceof IOException) {
            admission.abort(exchange);
        } else {
            Problem problem = Problem.of(400, "The body is not well-formed HTTP");
            admission.refuseAndClose(exchange, "malformed_request", problem);
        }
    }

    /** Refuses what has been arriving for too long. Called every second or so. */
    public void refuseLate() {
        long now = System.nanoTime();
        for (ArrivingBody late = arrivals.pollLate(now); late != null; late = arrivals.pollLate(now)) {
            Problem problem = Problem.of(408, "The request took too long to arrive");
            admission.refuseAndClose(late.exchange, "too_slow", problem);
        }
    }

    private Problem tooLarge() {
        return Problem.of(413, "The body is larger than " + limits.bodyBytes() + " bytes");
    }

    private static Problem noMemory() {
        return Problem.unavailable(TOO_MANY_BODIES, 1);
    }

    private long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
