package io.sluice.gateway.accept;

import io.sluice.core.event.EventIds;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.metrics.LatencyHistogram;
import java.util.List;

/**
 * The end of a request's way: {@link #append} hands it to the journal as an event, {@link #committed} answers 200 once that is on disk; or
 * it is refused, or answered without an event. In each case it gives up its body's memory,
 * what its guards took is kept or given back, and its sender hears of it as long as the connection stands.
 *
 * <p>One for each event loop, used by its thread alone, but for {@link #count}.
 */
final class Admission {
    private final Journal journal;
    private final Stats stats;
    private final Answers answers;
    private final LatencyHistogram acceptSeconds;
    private final BodyMemory memory;
    private final EventIds ids;
    private final EventRecord record = new EventRecord();

    Admission(AcceptHandler.Parts parts, EventIds ids) {
        this.journal = parts.journal();
        this.stats = parts.stats();
        this.answers = parts.answers();
        this.acceptSeconds = parts.acceptSeconds();
        this.memory = parts.memory();
        this.ids = ids;
    }

    /** All guards have let it pass. */
    void append(Exchange exchange) {
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
        keep(exchange);
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
    void refuse(Exchange exchange, String reason, Problem problem) {
        giveBack(exchange);
        exchange.release(memory);
        exchange.route.meters().rejected(reason);
        exchange.answered = true;
        if (!exchange.request.response().closed()) {
            answers.problem(exchange.request, problem);
        }
    }

    private static void giveBack(Exchange exchange) {
        for (Taken one : exchange.taken) {
            one.giveBack();
        }
        exchange.taken = List.of();
    }

    /** What the guards took stays taken. */
    private static void keep(Exchange exchange) {
        for (Taken one : exchange.taken) {
            one.keep(exchange.id.toString());
        }
    }

    /** For what has not come to the guards: its body is not read any further. */
    void refuseAndClose(Exchange exchange, String reason, Problem problem) {
        exchange.release(memory);
        exchange.route.meters().rejected(reason);
        exchange.answered = true;
        answers.problemAndClose(exchange.request, problem);
    }

    /** The sender went away before the body was whole. */
    void abort(Exchange exchange) {
        exchange.answered = true;
        exchange.release(memory);
        exchange.route.meters().rejected("aborted");
    }

    /** A guard has answered by itself: there is no event. */
    void answer(Exchange exchange, Verdict.Answered answered) {
        exchange.release(memory);
        exchange.route.meters().answered(answered.reason());
        exchange.answered = true;
        if (!exchange.request.response().closed()) {
            answers.answered(exchange.request, answered.status(), answered.headers(), answered.body());
        }
    }

    /**
     * Somebody asks what the path takes.
     *
     * @param allowed the methods
     */
    void preflight(Exchange exchange, String allowed) {
        giveBack(exchange);
        exchange.release(memory);
        exchange.answered = true;
        answers.preflight(exchange.request, allowed);
    }
}
