package io.sluice.gateway.guard.anyof;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Tries one way in after another until one accepts, so that no two take something for the same request; what a way took before it
 * failed is given back at once. When none accepts and one could not decide, nobody knows: {@link Verdict.Unavailable}.
 *
 * <p>A request that is no POST asks something, and no event comes of it. The guards that may answer it are asked one after another until one
 * does; whom none of them refuses and none answers is let in, so that he learns that his method is wrong.
 */
final class AnyOfGuard implements Guard {
    private static final String REASON = "auth";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final List<List<Guard>> ways;
    private final Map<String, List<List<Guard>>> questions;

    AnyOfGuard(List<List<Guard>> ways) {
        this(ways, Map.of());
    }

    /** @param questions by method, of the ways that may answer it, the guards that are asked then */
    AnyOfGuard(List<List<Guard>> ways, Map<String, List<List<Guard>>> questions) {
        this.ways = ways;
        this.questions = questions;
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        boolean event = request.method().equals("POST");
        return new Attempt(request, event ? ways : questions.getOrDefault(request.method(), List.of()), event).goOn();
    }

    /** One request on its way through the ways. Goes on by itself as long as verdicts are there. */
    private static final class Attempt {
        private final WebhookRequest request;
        private final List<List<Guard>> ways;
        private final boolean event;
        private final List<Verdict> failures = new ArrayList<>();
        private Verdict.Accept accepted = new Verdict.Accept();
        /** Of a guard in the present way that only says that the request came before: what the others say counts more. */
        private Verdict.Reject repetition;

        private int way;
        private int guard;

        Attempt(WebhookRequest request, List<List<Guard>> ways, boolean event) {
            this.request = request;
            this.ways = ways;
            this.event = event;
        }

        CompletableFuture<Verdict> goOn() {
            while (way < ways.size()) {
                if (guard == ways.get(way).size()) {
                    if (repetition == null && event) {
                        return accepted.now();
                    }
                    nextWay();
                    continue;
                }
                CompletableFuture<Verdict> verdict = ask(ways.get(way).get(guard));
                if (!verdict.isDone()) {
                    return verdict.exceptionally(failure -> fault()).thenCompose(this::then);
                }
                Verdict given = verdict.isCompletedExceptionally() ? fault() : verdict.join();
                if (given instanceof Verdict.Answered) {
                    return given.now();
                }
                take(given);
            }
            return failures.isEmpty() && !event ? Verdict.Accept.NOW : failed().now();
        }

        private CompletableFuture<Verdict> then(Verdict given) {
            if (given instanceof Verdict.Answered) {
                return given.now();
            }
            take(given);
            return goOn();
        }

        private CompletableFuture<Verdict> ask(Guard next) {
            try {
                return next.check(request);
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        private static Verdict fault() {
            return new Verdict.Unavailable("guard_failed", RETRY, "the guard has a fault");
        }

        private void take(Verdict given) {
            if (given instanceof Verdict.Accept accept) {
                accepted = accepted.and(accept);
                guard++;
            } else if (given instanceof Verdict.Reject reject && reject.repeated()) {
                repetition = repetition == null ? reject : repetition;
                guard++;
            } else {
                repetition = null;
                failures.add(given);
                nextWay();
            }
        }

        private void nextWay() {
            accepted.taken().forEach(Taken::giveBack);
            accepted = new Verdict.Accept();
            if (repetition != null) {
                failures.add(repetition);
                repetition = null;
            }
            way++;
            guard = 0;
        }

        private Verdict failed() {
            for (Verdict failure : failures) {
                if (failure instanceof Verdict.Unavailable unavailable) {
                    return new Verdict.Unavailable(unavailable.reason(), unavailable.retryAfter(), causes());
                }
            }
            Set<Header> challenges = new LinkedHashSet<>();
            boolean unknown = false;
            boolean repeated = false;
            for (Verdict failure : failures) {
                if (failure instanceof Verdict.Reject reject) {
                    challenges.addAll(reject.headers());
                    unknown |= reject.status() == 401;
                    repeated |= reject.repeated();
                }
            }
            return new Verdict.Reject(
                    unknown ? 401 : 403,
                    REASON,
                    "Unauthorized: the request does not prove who sent it",
                    List.copyOf(challenges),
                    causes(),
                    repeated);
        }

        private String causes() {
            StringBuilder causes = new StringBuilder("no way in was taken");
            for (Verdict failure : failures) {
                switch (failure) {
                    case Verdict.Reject reject ->
                        causes.append("; ").append(reject.reason()).append(": ").append(reject.cause());
                    case Verdict.Unavailable away ->
                        causes.append("; ").append(away.reason()).append(": ").append(away.cause());
                    case Verdict.Accept _, Verdict.Answered _ -> {
                        // no failure
                    }
                }
            }
            return causes.toString();
        }
    }
}
