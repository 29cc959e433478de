package io.sluice.gateway.accept;

import io.sluice.core.event.EventIds;
import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Judges requests that have arrived: asks the guards of a request's webhook one after another, has {@link Inspection} look at the body when
 * it is its turn, and hands what passes to {@link Admission}. A guard with a fault fails closed. What was refused because it did not prove
 * who sent it counts as a failed attempt and may be kept in quarantine.
 *
 * <p>One for each event loop, used by its thread alone.
 */
final class Judgement {
    private static final String ALLOWED = "POST, OPTIONS";

    /**
     * A request that is right but for having come before.
     *
     * @param guard that knows it
     */
    record Replay(RouteGuard guard, Verdict.Reject verdict) {}

    private final Inspection inspection;
    private final FailedAttempts failedAttempts;
    private final Quarantine quarantine;
    private final EventIds ids;
    private final Admission admission;

    /** @param ids for requests that go into quarantine */
    Judgement(AcceptHandler.Parts parts, EventIds ids, Admission admission) {
        BodyCheck check = new BodyCheck(parts.limits());
        this.inspection = new Inspection(check, parts.limits().bodyBytes(), parts.memory(), parts.bodyChecks());
        this.failedAttempts = parts.failedAttempts();
        this.quarantine = parts.quarantine();
        this.ids = ids;
        this.admission = admission;
    }

    /** Asks one guard after another; the body is looked at before the first that looks into it. */
    void askGuards(Exchange exchange) {
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
            passed(exchange);
        } else {
            inspection.begin(exchange, this);
        }
    }

    /** A sender's retry of the same bytes, which the guard that knows the events would have answered, never comes here: this is no event. */
    private void passed(Exchange exchange) {
        if (exchange.replay.isPresent()) {
            Replay replay = exchange.replay.get();
            reject(exchange, replay.guard(), replay.verdict());
        } else {
            admission.append(exchange);
        }
    }

    /** A request that only a guard could have answered, and none did. */
    private void unanswered(Exchange exchange) {
        if (exchange.request.method().equals(HttpMethod.OPTIONS)) {
            admission.preflight(exchange, ALLOWED);
        } else {
            admission.refuse(
                    exchange,
                    "wrong_method",
                    Problem.of(405, "This path takes " + ALLOWED).with("Allow", ALLOWED));
        }
    }

    /** The body has been looked at. */
    void checked(Exchange exchange, Optional<BodyCheck.Refusal> found) {
        if (found.isPresent()) {
            admission.refuse(exchange, found.get().reason(), found.get().problem());
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
                    exchange.replay = exchange.replay.or(() -> Optional.of(new Replay(guard, reject)));
                    return true;
                }
                reject(exchange, guard, reject);
            }
            case Verdict.Unavailable unavailable -> {
                tell(exchange, guard, 503, unavailable.cause());
                admission.refuse(
                        exchange,
                        unavailable.reason(),
                        Problem.unavailable(
                                "A check cannot be made at present; send the request again",
                                unavailable.retryAfter().toSeconds()));
            }
            case Verdict.Answered answered -> admission.answer(exchange, answered);
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
        admission.refuse(exchange, reject.reason(), problem.withAll(reject.headers()));
    }

    /** What did not prove who sent it may be let in later, by hand; what only came twice may not. The answer is the same in any case. */
    private void keepApart(Exchange exchange, RouteGuard guard, Verdict.Reject reject) {
        if (exchange.route.quarantines() && exchange.isPost() && !reject.repeated() && exchange.replay.isEmpty()) {
            quarantine.offer(new QuarantinedRequest(
                    ids.next(), recorded(exchange), guard.key(), reject.status(), reject.cause()));
        }
    }

    /** The request as it came, to be judged again later. Shares the body, which nobody changes. */
    private static RecordedRequest recorded(Exchange exchange) {
        String[] headers = exchange.headers;
        List<Header> fields = new ArrayList<>(headers.length / 2);
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new Header(headers[i], headers[i + 1]));
        }
        return new RecordedRequest(
                exchange.webhookId(),
                exchange.namespace,
                exchange.method(),
                exchange.target(),
                exchange.request.isSSL(),
                fields,
                exchange.peer(),
                exchange.clientCertificates(),
                exchange.body(),
                exchange.receivedMicros);
    }

    private static void tell(Exchange exchange, RouteGuard guard, int status, String cause) {
        exchange.route.refusals().refused(guard.key(), exchange.source, status, cause);
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
}
