package io.sluice.gateway.guard.signing;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.Seen;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The last step of a check of a signature over a timestamp: a request is taken within the tolerance only, and once, because what was
 * seen before comes from somebody who listened. Without a timestamp there is nothing to check.
 */
public final class Freshness {
    private final Signing signing;
    private final Refusals refusals;
    private final Optional<Once> once;

    /** @param seen asked for only where requests are taken once */
    public Freshness(Signing signing, Refusals refusals, Supplier<Seen> seen) {
        this.signing = signing;
        this.refusals = refusals;
        this.once = signing.timestampHeader().isPresent() && signing.once()
                ? Optional.of(new Once(
                        seen.get(), refusals.guard(), refusals.because("the same request came before: a replay")))
                : Optional.empty();
    }

    /**
     * The verdict on a request whose signature is right.
     *
     * @param replayKey the name under which it is remembered; asked for only where it is
     * @param accepted the verdict when nothing is wrong
     */
    public CompletableFuture<Verdict> check(
            WebhookRequest request, Supplier<String> replayKey, CompletableFuture<Verdict> accepted) {
        if (signing.timestampHeader().isEmpty()) {
            return accepted;
        }
        long now = request.receivedMicros();
        Optional<SentTime> time =
                SentTime.parse(request.header(signing.timestampHeader().get()).strip());
        if (time.isEmpty()) {
            return refusals.now("its timestamp is neither Unix seconds, nor milliseconds, nor a time of RFC 3339");
        }
        Optional<String> fault = time.get().fault(now, signing.tolerance());
        if (fault.isPresent()) {
            return refusals.now(fault.get());
        }
        if (once.isEmpty()) {
            return accepted;
        }
        return once.get().check(replayKey.get(), time.get().remaining(now, signing.tolerance()), (Verdict.Accept)
                accepted.join());
    }
}
